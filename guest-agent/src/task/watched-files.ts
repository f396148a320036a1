import type { EventLog } from './event-log.ts';
import type { TaskDirectory } from './task-directory.ts';
import { FILE_LOOK_MS } from './task-limits.ts';
import type { TaskSpec } from './task-request.ts';
import { TrickleFiles } from './trickle-files.ts';
import { TrickleSpool } from './trickle-spool.ts';
import { announceUploads } from './upload-files.ts';

/** What {@link WatchedFiles} works on. */
export interface WatchedFilesOptions {
  readonly spec: TaskSpec;
  readonly directory: TaskDirectory;
  readonly log: EventLog;
  readonly nowMs: () => number;
  /** Default: one of its own, where nobody else sends trickles. */
  readonly trickles?: TrickleSpool;
}

/** The trickle and upload files of one task, looked at now and then while it runs. */
export class WatchedFiles {
  readonly #options: WatchedFilesOptions;
  readonly #trickles: TrickleFiles;
  #lastLookMs = Number.NEGATIVE_INFINITY;

  constructor(options: WatchedFilesOptions) {
    const { spec, directory, log } = options;
    this.#options = options;
    const spool = options.trickles ?? new TrickleSpool(directory.state, log);
    this.#trickles = new TrickleFiles({ files: spec.trickleFiles, directory, log, spool });
  }

  /** Looks, unless that was done less than FILE_LOOK_MS ago. */
  async look(step: number): Promise<void> {
    const nowMs = this.#options.nowMs();
    if (nowMs - this.#lastLookMs < FILE_LOOK_MS) return;
    this.#lastLookMs = nowMs;
    await this.#look(step, false);
  }

  /** Looks for the last time in a step, whose programs have all ended. */
  async lookLast(step: number): Promise<void> {
    await this.#look(step, true);
  }

  /** Finds what an earlier life of the agent was about to take; then it goes on with `look`. */
  async takeUp(): Promise<void> {
    await this.#trickles.recover();
  }

  /** Looks once for what was left by an earlier run of the agent. */
  async recover(step: number): Promise<void> {
    await this.takeUp();
    await this.#look(step, true);
  }

  async #look(step: number, isLast: boolean): Promise<void> {
    const { spec, directory, log } = this.#options;
    await this.#trickles.look(step, isLast);
    const uploads = { files: spec.uploadFiles, workDirectory: directory.work, log };
    await announceUploads(uploads, step);
  }
}
