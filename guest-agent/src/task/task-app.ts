import type { AppTask, AppTrickle } from '../app/index.ts';
import { isErrorWithCode } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { invalid } from '../field/check-field.ts';
import type { EventLog } from './event-log.ts';
import { openBelow } from '../work/open-below.ts';
import { MAX_TRICKLE_BYTES, MAX_TRICKLES } from './task-limits.ts';
import type { TaskSpec } from './task-request.ts';
import type { TrickleSpool } from './trickle-spool.ts';

/** What of a task may change while its programs call. */
export interface TaskView {
  isSuspended(): boolean;
  isEnding(): boolean;
  memoryBytes(): number;
  measureCpuTimeMs(): Promise<number>;
}

/** What a {@link TaskApp} works on. */
export interface TaskAppOptions {
  readonly spec: TaskSpec;
  readonly workDirectory: string;
  readonly log: EventLog;
  readonly trickles: TrickleSpool;
  readonly view: TaskView;
}

/** A task as the session of its programs sees it: makes events in its journal. */
export class TaskApp implements AppTask {
  readonly #options: TaskAppOptions;

  constructor(options: TaskAppOptions) {
    this.#options = options;
  }

  get workDirectory(): string {
    return this.#options.workDirectory;
  }

  get isSuspended(): boolean {
    return this.#options.view.isSuspended();
  }

  get isEnding(): boolean {
    return this.#options.view.isEnding();
  }

  get memoryBytes(): number {
    return this.#options.view.memoryBytes();
  }

  get memoryLimitBytes(): number {
    return this.#options.spec.memoryBytes;
  }

  get uploadCount(): number {
    return this.#options.log.files.requestedCount;
  }

  measureCpuTimeMs(): Promise<number> {
    return this.#options.view.measureCpuTimeMs();
  }

  async sendTrickle(step: number, trickle: AppTrickle): Promise<void> {
    const { log, trickles } = this.#options;
    const { text, trickleId, variety } = trickle;
    if (text.length > MAX_TRICKLE_BYTES)
      throw invalid('text', `at most ${MAX_TRICKLE_BYTES} bytes`);
    if (log.files.hasTrickle(trickleId)) return;
    if (log.files.trickleCount >= MAX_TRICKLES) {
      const message = `the task has sent ${MAX_TRICKLES} messages already, and no more are taken`;
      throw new AgentError('out_of_range', message);
    }
    try {
      await trickles.add(step, { trickleId, variety }, text);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) throw error;
      const message = 'text: the disk of the guest is full, send it again';
      throw new AgentError('resource_exhausted', message, { cause: error });
    }
  }

  isUpload(path: string): boolean {
    const { log, spec } = this.#options;
    const file = spec.uploadFiles.indexOf(path);
    return file < 0 ? log.files.isRequested(path) : log.files.isReady(file);
  }

  async requestUpload(step: number, path: string): Promise<void> {
    const { log, spec, workDirectory } = this.#options;
    await using opened = await openBelow(workDirectory, path);
    if (opened === undefined) {
      const message = `name: there is no regular file ${path} in the work directory`;
      throw new AgentError('failed_precondition', message);
    }
    // The files that the request names are looked at meanwhile.
    if (this.isUpload(path)) return;
    const file = spec.uploadFiles.indexOf(path);
    try {
      log.announceUpload(step, file < 0 ? { path } : { file });
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) throw error;
      const message = 'name: the disk of the guest is full, ask again';
      throw new AgentError('resource_exhausted', message, { cause: error });
    }
  }
}
