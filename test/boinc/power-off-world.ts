import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { shellTask, writeJobDirectory } from '../e2e/job-directory.ts';
import { REPOSITORY } from '../e2e/workspace.ts';
import { FabricatedSlot } from './fabricated-slot.ts';
import { type SlotEnd, SlotRun } from './slot-run.ts';
import { EXECUTABLE } from './task-world.ts';

/** Where the image is whose guest can power itself off. */
export const POWER_OFF_IMAGE = join(REPOSITORY, 'images', 'out', 'poweroff');

/** How a guest is to end. */
export interface GuestOrder {
  /** True: the app writes its result and ends well. False: it goes on for long. */
  readonly done: boolean;
  /** Seconds from then to the power-off. */
  readonly delayS: number;
  /** True: at once, without a word to any program of the guest. */
  readonly hard: boolean;
  /** Bytes of the result. */
  readonly bytes: number;
  /** Adds to the order of things: the power-off is asked for before the result is written. */
  readonly offFirst?: boolean;
}

/** How a round came out. */
export interface Round {
  readonly order: GuestOrder;
  readonly end: SlotEnd;
  /** What is in the project's directory as the output; undefined where nothing is. */
  readonly output: Buffer | undefined;
  /** From the line that tells of the guest's end of work to the end of the bridge; undefined without. */
  readonly sinceDoneMs: number | undefined;
  readonly log: string;
}

/** Unit of the results; its length divides nothing that matters. */
const RESULT_LINE = 'the result of a long computation\n';

/** What a guest leaves that was ordered to. */
export function resultOf({ bytes }: Pick<GuestOrder, 'bytes'>): Buffer {
  return Buffer.alloc(bytes, RESULT_LINE);
}

/** Waits for its order, then does as it says. */
const SCRIPT = `
echo 0.5 > fraction
while ! [ -e trickle_down_1 ]; do sleep 0.1; done
read done bytes first delay how < trickle_down_1
off() { echo "$delay $how" > off.new; mv off.new power-off-after; }
[ $first = first ] && off
[ $done = done ] && yes '${RESULT_LINE.trim()}' | head -c $bytes > result
[ $first = first ] || off
[ $done = done ] || exec sleep 1000
`;

/** Longest time from power-on to the checkpoint that all rounds start from. */
const FIRST_BOOT_TIMEOUT_MS = 500_000;

/**
 * PowerOffWorld: a task that has come close to its end in a machine that was saved there; each round
 * goes on from a copy of its slot. Disposing it removes everything.
 */
export class PowerOffWorld implements AsyncDisposable {
  readonly root: string;
  readonly #saved: FabricatedSlot;
  #slotCount = 0;

  private constructor(root: string, saved: FabricatedSlot) {
    this.root = root;
    this.#saved = saved;
  }

  /** Boots the machine, and lets the bridge leave when the app waits. */
  static async create(): Promise<PowerOffWorld> {
    const root = await mkdtemp(join(tmpdir(), 'vmslot-power-off-'));
    try {
      const saved = await FabricatedSlot.create({
        dataDirectory: root,
        slot: 0,
        files: await filesOfTask(join(root, 'task')),
        outputs: { 'out.result': 'result_0' },
      });
      await using run = await SlotRun.start(saved, { program: EXECUTABLE, periodMs: 100 });
      const end = await saveWhenWaiting(run);
      if (end.exitCode !== 0 || end.finish !== undefined) {
        throw new Error(`no machine to go on from: ${await saved.readText('stderr.txt')}`);
      }
      return new PowerOffWorld(root, saved);
    } catch (error) {
      await rm(root, { recursive: true, force: true });
      throw error;
    }
  }

  /** A slot of its own with the saved machine in it. */
  async copySlot(): Promise<FabricatedSlot> {
    const slot = (this.#slotCount += 1);
    return await this.#saved.copy({ slot, outputs: { 'out.result': `result_${slot}` } });
  }

  /** One life of a task whose guest ends as ordered. */
  async run(slot: FabricatedSlot, order: GuestOrder): Promise<Round> {
    await using run = await SlotRun.start(slot, { program: EXECUTABLE, periodMs: 100 });
    const { done, bytes, offFirst, delayS, hard } = order;
    const words = [done ? 'done' : 'on', bytes, offFirst === true ? 'first' : 'last', delayS];
    await run.sendTrickleDown(`${words.join(' ')} ${hard ? 'hard' : ''}\n`);
    const end = await run.ended;
    const log = (await slot.readText('stderr.txt')) ?? '';
    return { order, end, log, sinceDoneMs: sinceDone(log, end), output: await outputOf(slot) };
  }

  /** A round from its own copy, which is removed again. */
  async round(order: GuestOrder): Promise<Round> {
    const slot = await this.copySlot();
    try {
      return await this.run(slot, order);
    } finally {
      await slot.remove();
      await rm(slot.outputPath('out.result'), { recursive: true, force: true });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** The files of the app version and the workunit, by their names in the slot. */
async function filesOfTask(directory: string): Promise<Readonly<Record<string, string>>> {
  await mkdir(directory);
  const fraction = '<fraction_done_filename>fraction</fraction_done_filename>';
  const jobFile = await writeJobDirectory(directory, {
    image: './image',
    elements: `<memory_size_mb>256</memory_size_mb>${shellTask(SCRIPT, fraction)}
      <output><source>result</source><target>out.result</target></output>`,
  });
  const image = (await readdir(POWER_OFF_IMAGE)).map((name) => [
    `image/${name}`,
    join(POWER_OFF_IMAGE, name),
  ]);
  return { 'vm_job.xml': jobFile, ...(Object.fromEntries(image) as Record<string, string>) };
}

async function saveWhenWaiting(run: SlotRun): Promise<SlotEnd> {
  const deadline = AbortSignal.timeout(FIRST_BOOT_TIMEOUT_MS);
  const over = new AbortController();
  const ended = run.ended.finally(() => over.abort());
  while (!over.signal.aborted && (run.status?.fractionDone ?? 0) < 0.4) {
    await pause(50, undefined, { signal: deadline });
  }
  run.control({ quit: true });
  return await ended;
}

async function outputOf(slot: FabricatedSlot): Promise<Buffer | undefined> {
  try {
    return await readFile(slot.outputPath('out.result'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** The log has whole seconds: up to one more than it was. */
function sinceDone(log: string, end: SlotEnd): number | undefined {
  const found = [...log.matchAll(/^(\S+ \S+) \(\d+\): outputs +copying out/gm)].at(-1);
  return found?.[1] === undefined ? undefined : end.endedAtMs - new Date(found[1]).getTime();
}
