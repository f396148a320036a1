import type { AppVersion, AppVersionOptions } from './app-version.ts';
import type { ReportedResult, SchedulerRequest, TrickleUp } from './scheduler-request.ts';
import type { Upload } from './upload.ts';
import type { DirectWorkunit, Workunit, WorkunitFromTemplates } from './workunit.ts';

/** How a project behaves. */
export interface ProjectServerOptions {
  /** Default: `vmslot test`. */
  readonly projectName?: string | undefined;
  /** Least seconds between two contacts of a client. Default: 0, the client's own. */
  readonly requestDelayS?: number | undefined;
  /** Seconds after which a client must come again, for trickle-downs and aborts. Default: it need not. */
  readonly nextRpcDelayS?: number | undefined;
  /** Tasks in one reply. Default: 1. */
  readonly maxTasksPerRequest?: number | undefined;
}

/** How long to wait. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: 120,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * ProjectServer: a BOINC project on a port of the loopback interface, for one test. It hands out
 * signed app versions and workunits, takes uploads, and keeps all that clients tell it.
 */
export class ProjectServer implements AsyncDisposable {
  /** What a client attaches to. */
  readonly masterUrl: string = '';
  /** The account's key: a secret that must not be found where it does not belong. */
  readonly authenticator: string = '';
  /** All scheduler requests, oldest first. */
  readonly requests: readonly SchedulerRequest[] = [];
  /** All reported results. */
  readonly reports: readonly ReportedResult[] = [];
  /** All trickle-ups. */
  readonly trickles: readonly TrickleUp[] = [];
  /** Finished uploads by physical name. */
  readonly uploads: ReadonlyMap<string, Upload> = new Map();

  static async start(_options: ProjectServerOptions = {}): Promise<ProjectServer> {
    throw new Error('not there yet');
  }

  /** A further account; its key. Workunits can be kept for it. */
  addAccount(): string {
    throw new Error('not there yet');
  }

  /** Reads, signs and serves an app version. */
  async addAppVersion(_options: AppVersionOptions): Promise<AppVersion> {
    throw new Error('not there yet');
  }

  /** Reads and serves a workunit; the next client that asks for work gets it, once. */
  async addWorkunit(_options: WorkunitFromTemplates | DirectWorkunit): Promise<Workunit> {
    throw new Error('not there yet');
  }

  /** Sent in the next reply to the client that has the result; a client comes when it is updated. */
  sendTrickleDown(_options: { readonly resultName: string; readonly text: string }): void {}

  /** The same for an abort by the project. */
  abortResult(_resultName: string): void {}

  /** A message to each client, in its next reply. */
  sendMessage(_text: string, _priority: 'low' | 'high' | 'notice' = 'low'): void {}

  /** Content of an output by the name that the app knows. @throws Error where it is not uploaded */
  async output(_resultName: string, _openName: string): Promise<Buffer> {
    throw new Error('not there yet');
  }

  /** The report of a result, past or future. */
  async waitForReport(_resultName: string, _options: WaitOptions = {}): Promise<ReportedResult> {
    throw new Error('not there yet');
  }

  /** The first trickle-up, past or future, that fits. */
  async waitForTrickle(
    _fits: (trickle: TrickleUp) => boolean,
    _options: WaitOptions = {},
  ): Promise<TrickleUp> {
    throw new Error('not there yet');
  }

  /** The first scheduler request, past or future, that fits. */
  async waitForRequest(
    _fits: (request: SchedulerRequest) => boolean,
    _options: WaitOptions = {},
  ): Promise<SchedulerRequest> {
    throw new Error('not there yet');
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
