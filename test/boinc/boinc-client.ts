import type { ClientTask } from './client-task.ts';

/** What a client is attached to; a `ProjectServer` fits. */
export interface AttachedProject {
  readonly masterUrl: string;
  readonly authenticator: string;
}

/** How the client is set up. */
export interface BoincClientOptions {
  readonly projects: readonly AttachedProject[];
  /** Default: `boinc`, looked for in PATH. */
  readonly program?: string | undefined;
  /** CPUs that the client believes to have. Default: 1. */
  readonly ncpus?: number | undefined;
  /** Over the defaults of `global_prefs_override.xml`, by BOINC's names. */
  readonly preferences?: Readonly<Record<string, number>> | undefined;
  /** Over the defaults of `<options>` in `cc_config.xml`. */
  readonly configuration?: Readonly<Record<string, number | string>> | undefined;
  /** Further flags of the log, `task_debug` and so on. */
  readonly logFlags?: readonly string[] | undefined;
  /** All variables of the client's environment. Default: those of this process. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** Words before the client's own, such as `['bwrap', …]`. */
  readonly commandPrefix?: readonly string[] | undefined;
  /** Directory in which the data directory is made. Default: that of temporary files. */
  readonly parentDirectory?: string | undefined;
}

/** How long to wait. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: 120,000. */
  readonly timeoutMs?: number | undefined;
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

/** BoincClient: a real BOINC client in a data directory of its own, for one test. */
export class BoincClient implements AsyncDisposable {
  /** `--dir` of the client: holds `projects`, `slots`, `client_state.xml`. */
  readonly dataDirectory: string = '';

  /** Starts the client and waits until it answers. @throws Error where the program is missing */
  static async start(_options: BoincClientOptions): Promise<BoincClient> {
    throw new Error('not there yet');
  }

  /** Process of the client itself, not of a prefix; undefined while none runs. */
  get pid(): number | undefined {
    return undefined;
  }

  /** `projects/URL` of a project. */
  projectDirectory(_project: AttachedProject): string {
    return '';
  }

  slotDirectory(_slot: number): string {
    return '';
  }

  /** All tasks. */
  async tasks(): Promise<readonly ClientTask[]> {
    return [];
  }

  /** Asks every 200 ms until the task is there and fits. */
  async waitForTask(
    _name: string,
    _fits: (task: ClientTask) => boolean,
    _options: WaitOptions = {},
  ): Promise<ClientTask> {
    throw new Error('not there yet');
  }

  /** Duration 0, the default: for good. */
  async setRunMode(_mode: ClientMode, _durationS = 0): Promise<void> {}
  async setNetworkMode(_mode: ClientMode, _durationS = 0): Promise<void> {}
  async suspendTask(_name: string): Promise<void> {}
  async resumeTask(_name: string): Promise<void> {}
  async abortTask(_name: string): Promise<void> {}

  /** Rewrites `global_prefs_override.xml` with these over what it was, and has the client read it. */
  async setPreferences(_preferences: Readonly<Record<string, number>>): Promise<void> {}

  /** Contacts the projects now: reports, asks for work, fetches trickle-downs. */
  async updateProjects(): Promise<void> {}

  /** Lines of the event log behind a number. */
  async messages(_sinceSeqno = 0): Promise<readonly ClientMessage[]> {
    return [];
  }

  /** The client's standard output and error, over all its lives. */
  async clientLog(): Promise<string> {
    return '';
  }

  /** Any other GUI RPC: the inside of the request; gives the inside of the reply. */
  async rpc(_request: string): Promise<string> {
    return '';
  }

  /** Asks the client to end, and waits for it. */
  async quit(_options: WaitOptions = {}): Promise<void> {}

  /** Kills the client alone with SIGKILL; what it has started goes on. */
  async kill9(): Promise<void> {}

  /** Kills the client and all it has started at once, as a reset of the host would. */
  async killAll9(): Promise<void> {}

  /** Starts the client again in the same data directory; ends it politely first if it runs. */
  async restart(): Promise<void> {}

  /** Running processes that the client has started or that name its data directory, itself included. */
  processes(): readonly { readonly pid: number; readonly commandLine: string }[] {
    return [];
  }

  /** Ends the client and everything it has started, removes the data directory. */
  async [Symbol.asyncDispose](): Promise<void> {}
}
