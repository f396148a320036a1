import { execFile } from 'node:child_process';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LIBVIRT_URI } from '../../host-bridge/src/hypervisor/libvirt/virsh.ts';
import { endOrphan } from '../../host-bridge/src/process/end-orphan.ts';
import { processIdentity } from '../../host-bridge/src/process/process-identity.ts';
import { ORDINARY_USER } from '../contracts/drop-root.ts';
import { shellTask, writeJobDirectory } from '../e2e/job-directory.ts';
import { IMAGE_DIRECTORY } from '../e2e/workspace.ts';
import type { AbortOrder } from './abort-plan.ts';
import { FabricatedSlot } from './fabricated-slot.ts';
import { socketFiles } from './host-remains.ts';
import { type SlotEnd, SlotRun } from './slot-run.ts';
import { EXECUTABLE } from './task-world.ts';

const execute = promisify(execFile);

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
  /** Last phase in the job's log. */
  readonly lastPhase: string | undefined;
  readonly log: string;
}

/**
 * AbortWorld: an ordinary user with a home, in which jobs run in slots of their own. What is left of them
 * belongs to that user, wherever it is. Disposing it ends the user's daemons, and removes everything.
 */
export class AbortWorld implements AsyncDisposable {
  readonly root: string;
  /** Who runs the jobs: nobody, where the tests are root's; else who runs the tests. */
  readonly userId: number;
  readonly #isRoot = process.getuid?.() === 0;
  readonly #files: Readonly<Record<string, string>>;
  #slotCount = 0;

  private constructor(root: string, files: Readonly<Record<string, string>>) {
    this.root = root;
    this.#files = files;
    this.userId = this.#isRoot ? ORDINARY_USER : (process.getuid?.() ?? 0);
  }

  static async create(): Promise<AbortWorld> {
    const root = await mkdtemp(join(tmpdir(), 'vmslot-aborts-'));
    const files = await filesOfTask(join(root, 'task'));
    const world = new AbortWorld(root, files);
    for (const name of ['home', 'run', 'tmp']) {
      await mkdir(join(root, name), { mode: 0o700 });
      await world.#give(join(root, name));
    }
    await mkdir(world.#dataDirectory, { recursive: true });
    await copyFile(EXECUTABLE, world.#program);
    for (const path of [root, world.#program]) await chmod(path, 0o755);
    return world;
  }

  /** Starts a job, aborts it at its moment, and looks at what is there when the bridge has ended. */
  async round(order: AbortOrder): Promise<AbortRound> {
    const slot = await this.#makeSlot();
    const run = await SlotRun.start(slot, {
      program: this.#program,
      arguments: ['--driver', order.driver],
      environment: this.#environment,
      periodMs: 50,
      ...(this.#isRoot ? { userId: this.userId } : {}),
    });
    await using _run = run;
    await reach(order, run);
    if (order.how === 'message') run.control({ abort: true });
    else run.terminate();
    const end = await run.ended;
    const log = (await slot.readText('stderr.txt')) ?? '';
    const problems = [...problemsOf(order, end), ...socketFiles(slot.directory)];
    await slot.remove();
    return { order, problems, log, lastPhase: lastPhaseOf(log) };
  }

  /** Domains of the user's libvirt, in any state; '' where there is none. */
  async domains(): Promise<string> {
    const list = ['-q', '-c', LIBVIRT_URI, 'list', '--all', '--name'];
    const identity = this.#isRoot ? { uid: this.userId, gid: this.userId } : {};
    const options = { env: this.#environment, cwd: this.root, timeout: 60_000, ...identity };
    return (await execute('virsh', list, options)).stdout.trim();
  }

  /** Logs and definitions of domains that libvirt has kept. */
  async domainFiles(): Promise<readonly string[]> {
    const directories = ['home/.cache/libvirt/qemu/log', 'home/.config/libvirt/qemu'];
    const found = await Promise.all(
      directories.map((name) => readdir(join(this.root, name)).catch(() => [])),
    );
    return found.flat().filter((name) => /\.(log|xml)/.test(name));
  }

  /** What is in the user's own directory for temporary files. */
  async temporaryFiles(): Promise<readonly string[]> {
    return await readdir(join(this.root, 'tmp'));
  }

  /** Ends libvirt's daemons, which would stay for two minutes. */
  async endDaemons(): Promise<void> {
    for (const name of ['libvirtd', 'virtlogd']) {
      const file = join(this.root, `run/libvirt/${name}.pid`);
      const text = await readFile(file, 'latin1').catch(() => '');
      const identity = text === '' ? undefined : await processIdentity(Number(text));
      if (identity !== undefined) await endOrphan(identity);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endDaemons();
    await rm(this.root, { recursive: true, force: true });
  }

  get #program(): string {
    return join(this.root, 'vmslot');
  }

  get #dataDirectory(): string {
    return join(this.root, DEEP);
  }

  get #environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      HOME: join(this.root, 'home'),
      TMPDIR: join(this.root, 'tmp'),
      XDG_RUNTIME_DIR: join(this.root, 'run'),
    };
  }

  async #makeSlot(): Promise<FabricatedSlot> {
    const slot = await FabricatedSlot.create({
      dataDirectory: this.#dataDirectory,
      slot: (this.#slotCount += 1),
      files: this.#files,
      outputs: { 'out.result': `result_${this.#slotCount}` },
    });
    // Made here, so that what the client writes into them later is the user's too.
    for (const name of ['boinc_mmap_file', 'stderr.txt']) await writeFile(slot.path(name), '');
    await this.#give(slot.directory);
    await this.#give(slot.projectDirectory, { recursive: false });
    return slot;
  }

  /** Links to the image keep their owner: they are not below a slot. */
  async #give(path: string, { recursive = true } = {}): Promise<void> {
    if (!this.#isRoot) return;
    await execute('chown', [...(recursive ? ['-R'] : []), `${this.userId}:${this.userId}`, path]);
  }
}

async function reach({ moment, delayMs }: AbortOrder, run: SlotRun): Promise<void> {
  const deadline = performance.now() + MOMENT_TIMEOUT_MS;
  const over = new AbortController();
  void run.ended.then(() => over.abort());
  const log = async (): Promise<string> => (await run.slot.readText('stderr.txt')) ?? '';
  while (moment !== 'start' && !over.signal.aborted) {
    if (new RegExp(`\\): ${moment} +\\S`).test(await log())) break;
    if (performance.now() > deadline) throw new Error(`no ${moment}: ${await log()}`);
    await pause(LOOK_MS);
  }
  await Promise.race([pause(delayMs), run.ended]);
}

function problemsOf(
  { how }: AbortOrder,
  { exitCode, signal, left, finish }: SlotEnd,
): readonly string[] {
  const problems: string[] = [];
  const isRight =
    how === 'message'
      ? exitCode === ABORTED_STATUS
      : // Before it listens it dies of it.
        signal === 'SIGTERM' && finish === undefined;
  if (!isRight) problems.push(`exit status ${exitCode}, signal ${signal}`);
  if (left.length > 0) problems.push(`left: ${left.map((one) => one.commandLine).join('; ')}`);
  return problems;
}

function lastPhaseOf(log: string): string | undefined {
  return [...log.matchAll(/\): (prepare|boot|link|inputs|run) /g)].at(-1)?.[1];
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
