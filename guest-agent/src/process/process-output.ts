import { type FSWatcher, watch } from 'node:fs';
import { isErrorWithCode } from '../cgroup/index.ts';
import type { ChangeSignal } from '../flow/change-signal.ts';
import { OutputWindow } from './output-window.ts';
import type { ProcessDirectory } from './process-directory.ts';
import * as limits from './process-limits.ts';
import type { ProcessRecord } from './process-record.ts';

export interface ProcessOutputOptions {
  readonly directory: ProcessDirectory;
  readonly record: ProcessRecord;
  readonly keepBytes: number;
  /** Told of new output. */
  readonly changes: ChangeSignal;
  /** Told once where the file system cannot give back the room of what is dropped. */
  readonly onStuck: () => void;
}

/**
 * Both output streams of a process. While it prints they are looked at in short pauses, the shorter the
 * faster it prints; while it is quiet the kernel announces the next output. Whoever opens it closes it.
 */
export class ProcessOutput implements Disposable {
  readonly stdout: OutputWindow;
  readonly stderr: OutputWindow;
  readonly #options: ProcessOutputOptions;
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #quietLooks = 0;
  #lookedAtMs = 0;
  #following = false;
  #givingBack: Promise<void> | undefined;

  constructor(options: ProcessOutputOptions) {
    const { directory, keepBytes, record } = options;
    const { stderrStart, stdoutStart } = record.facts;
    this.#options = options;
    this.stdout = new OutputWindow({
      path: directory.stdoutPath,
      keepBytes,
      startBytes: stdoutStart,
    });
    this.stderr = new OutputWindow({
      path: directory.stderrPath,
      keepBytes,
      startBytes: stderrStart,
    });
  }

  /** Looks until `finish`. */
  follow(): void {
    this.#following = true;
    this.#lookAgain();
  }

  /** Takes in what was printed until now; gives how much that is. */
  look(): number {
    const grewBytes = this.stdout.look() + this.stderr.look();
    if (grewBytes > 0) this.#options.changes.announce();
    // Not `||`: both have to move.
    if ([this.stdout.advance(), this.stderr.advance()].includes(true)) this.#dropOld();
    return grewBytes;
  }

  /** Takes a spool as a loss of power has left it. */
  takeRemains(): void {
    this.look();
    this.stdout.skipHole();
    this.stderr.skipHole();
  }

  /** Ends the looking: takes in the last of it, and waits until dropped output takes no room. */
  async finish(): Promise<void> {
    this.#stopFollowing();
    this.look();
    await this.#givingBack;
  }

  [Symbol.dispose](): void {
    this.#stopFollowing();
    this.stdout[Symbol.dispose]();
    this.stderr[Symbol.dispose]();
  }

  #lookAgain(): void {
    if (!this.#following) return;
    this.#disarm();
    const nowMs = performance.now();
    const grewBytes = this.look();
    const rate = grewBytes / Math.max(1, nowMs - this.#lookedAtMs);
    this.#lookedAtMs = nowMs;
    this.#quietLooks = grewBytes > 0 ? 0 : this.#quietLooks + 1;
    if (this.#quietLooks >= limits.QUIET_LOOK_COUNT) {
      this.#awaitAnnouncement();
      return;
    }
    const pauseMs = limits.GROWTH_BETWEEN_LOOKS_BYTES / Math.max(1, rate);
    this.#lookAfter(Math.min(Math.max(pauseMs, limits.SHORTEST_LOOK_MS), limits.LONGEST_LOOK_MS));
  }

  /** The kernel announces every single write, so it is asked only while there are few. */
  #awaitAnnouncement(): void {
    const { outputPath } = this.#options.directory;
    try {
      this.#watcher = watch(outputPath, { persistent: false }, () => this.#lookAgain());
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch (error) {
      // No watches left: the slow look remains.
      if (!isErrorWithCode(error)) throw error;
    }
    this.#lookAfter(limits.IDLE_LOOK_MS);
    // What came between the look before and the watching was not announced.
    if (this.look() > 0) this.#lookAgain();
  }

  #lookAfter(pauseMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lookAgain(), pauseMs);
  }

  #disarm(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    clearTimeout(this.#timer);
  }

  #stopFollowing(): void {
    this.#following = false;
    this.#disarm();
  }

  /** The record comes first: a reader after a restart must not take a hole for output. */
  #dropOld(): void {
    const { record } = this.#options;
    record.change({ stdoutStart: this.stdout.startBytes, stderrStart: this.stderr.startBytes });
    this.#givingBack ??= this.#giveBack().finally(() => {
      this.#givingBack = undefined;
    });
  }

  async #giveBack(): Promise<void> {
    for (const window of [this.stdout, this.stderr]) {
      for (let start = -1; start !== window.startBytes;) {
        start = window.startBytes;
        if (!(await window.giveBack())) this.#options.onStuck();
      }
    }
  }
}
