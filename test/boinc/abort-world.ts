import { copyFile, chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BOINC_FILES } from '@vmslot/proto/boinc';
import { shellTask, writeJobDirectory } from '../e2e/job-directory.ts';
import { IMAGE_DIRECTORY } from '../e2e/workspace.ts';
import type { AbortOrder } from './abort-plan.ts';
import type { AbortUser } from './abort-user.ts';
import { FabricatedSlot } from './fabricated-slot.ts';
import { socketFiles } from './host-remains.ts';
import { type SlotEnd, SlotRun } from './slot-run.ts';
import { EXECUTABLE } from './task-world.ts';

/** Exit status of a task that the client has aborted. */
const ABORTED_STATUS = 194;

/** Longest time to any moment, on a busy machine. */
const MOMENT_TIMEOUT_MS = 300_000;

const LOOK_MS = 20;

/** A directory so deep that sockets in a slot would have paths that are too long for some hypervisors. */
const DEEP = 'a-data-directory-that-is-deeper-than-the-path-of-a-socket-may-be-long';

/** How the abort of a job came out. */
export interface AbortRound {
  readonly order: AbortOrder;
  /** One line each; none where all is right. */
  readonly problems: readonly string[];
  /** The last phase that it began; undefined where it came to none. */
  readonly lastPhase: string | undefined;
  readonly log: string;
}

/** AbortWorld: where a user's jobs run, each in a slot of its own. Disposing it removes the slots. */
export class AbortWorld implements AsyncDisposable {
  readonly #user: AbortUser;
  readonly #files: Readonly<Record<string, string>>;
  #slotCount = 0;

  private constructor(user: AbortUser, files: Readonly<Record<string, string>>) {
    this.#user = user;
    this.#files = files;
  }

  static async create(user: AbortUser): Promise<AbortWorld> {
    const world = new AbortWorld(user, await filesOfTask(join(user.root, 'task')));
    await mkdir(world.#dataDirectory, { recursive: true });
    // The user may read nothing where the tests are.
    await copyFile(EXECUTABLE, world.#program);
    await chmod(world.#program, 0o755);
    return world;
  }

  /** Starts a job, aborts it at its moment, and looks at what is there when the bridge has ended. */
  async round(order: AbortOrder): Promise<AbortRound> {
    const slot = await this.#makeSlot();
    await using run = await SlotRun.start(slot, {
      program: this.#program,
      arguments: ['--driver', order.driver],
      periodMs: 50,
      ...this.#user.runOptions,
    });
    await reach(order, run);
    if (order.how === 'message') run.control({ abort: true });
    else run.terminate();
    const end = await run.ended;
    const log = (await slot.readText(BOINC_FILES.stderr)) ?? '';
    const problems = [...problemsOf(order, end), ...socketFiles(slot.directory)];
    await slot.remove();
    return { order, problems, log, lastPhase: lastPhaseOf(log) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#dataDirectory, { recursive: true, force: true });
  }

  get #program(): string {
    return join(this.#user.root, 'vmslot');
  }

  get #dataDirectory(): string {
    return join(this.#user.root, DEEP);
  }

  async #makeSlot(): Promise<FabricatedSlot> {
    const slot = await FabricatedSlot.create({
      dataDirectory: this.#dataDirectory,
      slot: (this.#slotCount += 1),
      files: this.#files,
      outputs: { 'out.result': `result_${this.#slotCount}` },
    });
    // Made here, so that what the client writes into them later is the user's too.
    for (const name of [BOINC_FILES.sharedMemory, BOINC_FILES.stderr]) {
      await writeFile(slot.path(name), '');
    }
    await this.#user.give(slot.directory);
    // Not what is in it: the image may be the same files as everybody's.
    await this.#user.give(slot.projectDirectory, { recursive: false });
    return slot;
  }
}

async function reach({ moment, delayMs }: AbortOrder, run: SlotRun): Promise<void> {
  const deadline = performance.now() + MOMENT_TIMEOUT_MS;
  const over = new AbortController();
  void run.ended.then(() => over.abort());
  const log = async (): Promise<string> => (await run.slot.readText('stderr.txt')) ?? '';
  const isReached = async () =>
    moment === 'start' || new RegExp(`\\): ${moment} +\\S`).test(await log());
  while (!over.signal.aborted && !(await isReached())) {
    if (performance.now() > deadline) throw new Error(`no ${moment}: ${await log()}`);
    await pause(LOOK_MS);
  }
  await Promise.race([pause(delayMs), run.ended]);
}

function problemsOf(
  { how }: AbortOrder,
  { exitCode, signal, left, finish, temporaryExit }: SlotEnd,
): readonly string[] {
  const problems: string[] = [];
  // Before it listens it dies of it; and what fails in the very same moment is tried again later.
  const isTerminated = signal === 'SIGTERM' || (exitCode === 0 && temporaryExit !== undefined);
  const isRight =
    how === 'message' ? exitCode === ABORTED_STATUS : isTerminated && finish === undefined;
  if (!isRight) problems.push(`exit status ${exitCode}, signal ${signal}`);
  if (left.length > 0) problems.push(`left: ${left.map((one) => one.commandLine).join('; ')}`);
  return problems;
}

/** A line of the abort itself names a phase too. */
function lastPhaseOf(log: string): string | undefined {
  const begins = /\): (?:(prepare) +job|(boot) +VM on|(link) +connected)/g;
  return [...log.matchAll(begins)].at(-1)?.slice(1).find(Boolean);
}

async function filesOfTask(directory: string): Promise<Readonly<Record<string, string>>> {
  await mkdir(directory);
  const jobFile = await writeJobDirectory(directory, {
    image: './image',
    elements: `<memory_size_mb>192</memory_size_mb>${shellTask('sleep 1000')}
      <output><source>result</source><target>out.result</target></output>`,
  });
  const image = (await readdir(IMAGE_DIRECTORY)).map((name) => [
    `image/${name}`,
    join(IMAGE_DIRECTORY, name),
  ]);
  return { 'vm_job.xml': jobFile, ...(Object.fromEntries(image) as Record<string, string>) };
}
