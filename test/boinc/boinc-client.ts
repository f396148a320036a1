import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findProgram } from '../../host-bridge/src/hypervisor/find-program.ts';
import {
  child,
  childFlag,
  childNumber,
  childrenNamed,
  childText,
  escapeXml,
  parseBoincXml,
} from '../fakes/boinc-project/boinc-xml.ts';
import { DEFAULT_WAIT_MS, type WaitOptions } from '../fakes/boinc-project/index.ts';
import {
  type AttachedProject,
  projectFolder,
  writeClientFiles,
  writePreferences,
} from './client-files.ts';
import { ClientProcess, type ClientProcessOptions } from './client-process.ts';
import { type ClientTask, readClientTask } from './client-task.ts';
import { processesOf, type RunningProcess, signalProcess } from './process-tree.ts';

/** How the client is set up. */
export interface BoincClientOptions {
  readonly projects: readonly AttachedProject[];
  /** Path, or a name that is looked for in PATH. Default: `boinc`. */
  readonly program?: string | undefined;
  /** CPUs that the client believes to have. Default: 1. */
  readonly ncpus?: number | undefined;
  /** Over the defaults of `global_prefs_override.xml`, by BOINC's names. */
  readonly preferences?: Readonly<Record<string, number>> | undefined;
  /** Over the defaults of `<options>` in `cc_config.xml`. */
  readonly configuration?: Readonly<Record<string, number | string>> | undefined;
  /** Further flags of the log, `heartbeat_debug` and so on. */
  readonly logFlags?: readonly string[] | undefined;
  /** All variables of the client's environment. Default: those of this process. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** Words before the client's own, such as `['bwrap', …]`; gets the data directory. */
  readonly commandPrefix?: ((dataDirectory: string) => readonly string[]) | undefined;
  /** Directory in which that of the client is made. Default: that of temporary files. */
  readonly parentDirectory?: string | undefined;
}

/** A line of the client's event log. */
export interface ClientMessage {
  readonly seqno: number;
  readonly project: string;
  /** 1 information, 2 user alert, 3 internal error. */
  readonly priority: number;
  /** Unix time, seconds. */
  readonly time: number;
  readonly body: string;
}

/** Modes of running and of network. */
export type ClientMode = 'always' | 'auto' | 'never';

/** How often {@link BoincClient.waitForTask} asks: the client tells nothing unasked. */
export const TASK_POLL_PERIOD_MS = 200;

/** How long what a client has started may take to leave once it is killed. */
export const CLIENT_LEAVE_TIMEOUT_MS = 30_000;

const LEAVE_POLL_PERIOD_MS = 20;
/** Characters of the log in an error. */
const QUOTED_LOG_LENGTH = 4000;

/** BoincClient: a real BOINC client in a data directory of its own, for one test. */
export class BoincClient implements AsyncDisposable {
  /** `--dir` of the client: holds `projects`, `slots`, `client_state.xml`. */
  readonly dataDirectory: string;
  readonly #root: string;
  readonly #options: BoincClientOptions;
  readonly #processOptions: ClientProcessOptions;
  #preferences: Readonly<Record<string, number>>;
  #process: ClientProcess | undefined;

  private constructor(root: string, options: BoincClientOptions, process: ClientProcessOptions) {
    this.#root = root;
    this.dataDirectory = process.dataDirectory;
    this.#options = options;
    this.#processOptions = process;
    this.#preferences = options.preferences ?? {};
  }

  /** Starts a client and waits until it answers. @throws Error where the program is missing */
  static async start(options: BoincClientOptions): Promise<BoincClient> {
    const name = options.program ?? 'boinc';
    const program = isAbsolute(name) ? name : await findProgram(name);
    if (program === undefined) {
      throw new Error(`${name} is not in PATH: apt-get install boinc-client`);
    }
    const root = await mkdtemp(join(options.parentDirectory ?? tmpdir(), 'vmslot-boinc-'));
    const dataDirectory = join(root, 'data');
    const client = new BoincClient(root, options, {
      program,
      commandPrefix: options.commandPrefix?.(dataDirectory) ?? [],
      environment: options.environment ?? process.env,
      dataDirectory,
      password: randomBytes(16).toString('hex'),
      logPath: join(root, 'client.log'),
    });
    try {
      await writeClientFiles({
        directory: dataDirectory,
        projects: options.projects,
        version: await readVersion(program),
        password: client.#processOptions.password,
        configuration: { ncpus: options.ncpus ?? 1, ...options.configuration },
        preferences: client.#preferences,
        logFlags: options.logFlags ?? [],
      });
      await client.#start();
    } catch (cause) {
      const log = await client.clientLog();
      await client[Symbol.asyncDispose]();
      throw new Error(`${program} does not start: ${log.slice(-QUOTED_LOG_LENGTH)}`, { cause });
    }
    return client;
  }

  /** Process of the client itself, not of a prefix; undefined while none runs. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** `projects/URL` of a project. */
  projectDirectory(project: AttachedProject): string {
    return join(this.dataDirectory, 'projects', projectFolder(project.masterUrl));
  }

  slotDirectory(slot: number): string {
    return join(this.dataDirectory, 'slots', String(slot));
  }

  /** All tasks. */
  async tasks(): Promise<readonly ClientTask[]> {
    const reply = await this.#call('<get_results>\n<active_only>0</active_only>\n</get_results>');
    const results = child(reply, 'results') ?? parseBoincXml('');
    return childrenNamed(results, 'result').map(readClientTask);
  }

  /** Asks until the task is there and fits. @throws Error with the task as it was seen last */
  async waitForTask(
    name: string,
    fits: (task: ClientTask) => boolean = () => true,
    options: WaitOptions = {},
  ): Promise<ClientTask> {
    const { signal, timeoutMs = DEFAULT_WAIT_MS } = options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
    let last: ClientTask | undefined;
    for (;;) {
      const task = (await this.tasks()).find((candidate) => candidate.name === name);
      if (task !== undefined && fits(task)) return task;
      last = task ?? last;
      try {
        await pause(TASK_POLL_PERIOD_MS, undefined, { signal: stop });
      } catch (cause) {
        const seen = last === undefined ? 'it was never there' : `last seen as ${last.source}`;
        const log = (await this.clientLog()).slice(-QUOTED_LOG_LENGTH);
        throw new Error(`task ${name} did not become as expected; ${seen}\n${log}`, { cause });
      }
    }
  }

  /** Duration 0, the default: for good. */
  async setRunMode(mode: ClientMode, durationS = 0): Promise<void> {
    await this.#setMode('set_run_mode', mode, durationS);
  }

  /** Duration 0, the default: for good. */
  async setNetworkMode(mode: ClientMode, durationS = 0): Promise<void> {
    await this.#setMode('set_network_mode', mode, durationS);
  }

  async suspendTask(name: string): Promise<void> {
    await this.#changeTask('suspend_result', name);
  }

  async resumeTask(name: string): Promise<void> {
    await this.#changeTask('resume_result', name);
  }

  async abortTask(name: string): Promise<void> {
    await this.#changeTask('abort_result', name);
  }

  /** Rewrites `global_prefs_override.xml` with these over what it was, and has the client read it. */
  async setPreferences(preferences: Readonly<Record<string, number>>): Promise<void> {
    this.#preferences = { ...this.#preferences, ...preferences };
    await writePreferences(this.dataDirectory, this.#preferences);
    await this.#call('<read_global_prefs_override/>');
  }

  /** Contacts the projects now: reports, asks for work, fetches trickle-downs. */
  async updateProjects(options: WaitOptions = {}): Promise<void> {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_WAIT_MS);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    do {
      // The end of a contact under way would make the client forget what we ask for.
      while (await this.#isInContact()) await pause(TASK_POLL_PERIOD_MS, undefined, { signal });
      for (const { masterUrl } of this.#options.projects) {
        const project = `<project_url>${masterUrl}</project_url>`;
        await this.#call(`<project_update>\n${project}\n</project_update>`);
      }
    } while (await this.#isInContact());
  }

  /** Lines of the event log behind a number. */
  async messages(sinceSeqno = 0): Promise<readonly ClientMessage[]> {
    const reply = await this.#call(`<get_messages>\n<seqno>${sinceSeqno}</seqno>\n</get_messages>`);
    const messages = child(reply, 'msgs') ?? parseBoincXml('');
    return childrenNamed(messages, 'msg').map((message) => ({
      seqno: childNumber(message, 'seqno'),
      project: childText(message, 'project'),
      priority: childNumber(message, 'pri'),
      time: childNumber(message, 'time'),
      body: childText(message, 'body'),
    }));
  }

  /** The client's standard output and error, over all its lives. */
  async clientLog(): Promise<string> {
    return await readFile(this.#processOptions.logPath, 'utf8').catch(() => '');
  }

  /** Any other GUI RPC: the inside of the request; gives the inside of the reply. */
  async rpc(request: string): Promise<string> {
    return (await this.#call(request)).inner;
  }

  /** Asks the client to end, and waits for it; nothing where it does not run. */
  async quit(options: WaitOptions = {}): Promise<void> {
    const process = this.#process;
    if (!process?.isRunning) return;
    const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_WAIT_MS);
    const stop = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    await process.rpc.call('<quit/>');
    const stopped = new Promise<never>((_resolve, reject) => {
      stop.addEventListener('abort', () => {
        reject(new Error('the client did not quit', { cause: stop.reason }));
      });
    });
    await Promise.race([process.ended, stopped]);
    process.rpc[Symbol.dispose]();
  }

  /** Kills the client alone with SIGKILL; what it has started goes on. */
  async kill9(): Promise<void> {
    await this.#process?.kill();
  }

  /** Kills the client and all it has started, as a reset of the host would. */
  async killAll9(): Promise<void> {
    const stop = AbortSignal.timeout(CLIENT_LEAVE_TIMEOUT_MS);
    for (;;) {
      // Again and again: one that is killed last may have started another before.
      const left = this.processes();
      if (left.length === 0) break;
      for (const { pid } of left) signalProcess(pid, 'SIGKILL');
      try {
        await pause(LEAVE_POLL_PERIOD_MS, undefined, { signal: stop });
      } catch (cause) {
        const lines = left.map(({ pid, commandLine }) => `${pid} ${commandLine}`).join('\n');
        throw new Error(`these do not end:\n${lines}`, { cause });
      }
    }
    await this.#process?.ended;
    this.#process?.rpc[Symbol.dispose]();
  }

  /** Starts the client again in the same data directory; ends it politely first if it runs. */
  async restart(): Promise<void> {
    await this.quit();
    await this.#start();
  }

  /** Running processes that the client has started, or that name its data directory; itself too. */
  processes(): readonly RunningProcess[] {
    return processesOf({ pid: this.#process?.rootPid, directory: this.dataDirectory });
  }

  /** Ends the client and everything it has started, removes the data directory. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.killAll9();
    await rm(this.#root, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    this.#process = await ClientProcess.start(this.#processOptions);
  }

  async #call(request: string) {
    if (!this.#process?.isRunning) throw new Error('the client does not run');
    return await this.#process.rpc.call(request);
  }

  async #isInContact(): Promise<boolean> {
    const reply = await this.#call('<get_project_status/>');
    const projects = child(reply, 'projects') ?? reply;
    return childrenNamed(projects, 'project').some((project) =>
      childFlag(project, 'scheduler_rpc_in_progress'),
    );
  }

  async #setMode(request: string, mode: ClientMode, durationS: number): Promise<void> {
    await this.#call(`<${request}>\n<${mode}/>\n<duration>${durationS}</duration>\n</${request}>`);
  }

  async #changeTask(request: string, name: string): Promise<void> {
    const task = (await this.tasks()).find((candidate) => candidate.name === name);
    if (task === undefined) throw new Error(`the client has no task ${name}`);
    const url = `<project_url>${escapeXml(task.projectUrl)}</project_url>`;
    await this.#call(`<${request}>\n${url}\n<name>${name}</name>\n</${request}>`);
  }
}

/** `7.20.5` of "7.20.5 x86_64-pc-linux-gnu". */
async function readVersion(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['--version']);
  const version = /^\d+\.\d+\.\d+/.exec(stdout)?.[0];
  if (version === undefined) throw new Error(`${program} --version prints "${stdout.trim()}"`);
  return version;
}
