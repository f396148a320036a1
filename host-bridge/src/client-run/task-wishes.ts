import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BOINC_FILES } from '@vmslot/proto/boinc';
import type { RunningJob } from '../bridge.ts';
import { JobError } from '../outcome.ts';
import type { AppOrders } from './app-orders.ts';
import type { ClientSession, Wish } from './client-session.ts';

/**
 * How long a machine may take to be saved when the client wants the task to leave. Clients before 7.8
 * kill after 15 s, later ones after 60 (boinc-runtime reference 3.1); ending the machine takes some of it.
 */
export const QUIT_SAVE_TIMEOUT_MS = { before78: 8_000, later: 40_000 } as const;

/** Largest file of the project's server that is passed on to the guest. */
export const MAX_TRICKLE_DOWN_BYTES = 64 * 1024;

/** Lines about pausing and continuing in the log of one life; a client may ask for it every second. */
export const MAX_PAUSE_LINES = 40;

export interface TaskWishesOptions {
  readonly session: ClientSession;
  readonly running: RunningJob;
  /** What programs are told; asked once a second. */
  readonly orders: Pick<AppOrders, 'pump' | 'factsChanged'>;
  /** Aborted when the process is told to end. */
  readonly signal: AbortSignal;
  /** Ends the job for this reason. */
  readonly end: (reason: JobError) => void;
}

/** TaskWishes does what the client asks for while a job runs. */
export class TaskWishes {
  readonly #options: TaskWishesOptions;
  readonly #done = new AbortController();
  wish: Wish | undefined;
  #work: Promise<void> = Promise.resolve();
  #trickleDown = false;
  #redelivered = false;
  #pauseLines = 0;

  constructor(options: TaskWishesOptions) {
    this.#options = options;
    const { session, running, orders, signal } = options;
    const { runtime, reporter } = session.attached;
    runtime.on('machine', ({ paused, duty }) => {
      this.#tellPause(paused, duty);
      running.control.want({ paused, duty });
    });
    runtime.on('network', (suspended) => {
      reporter.log(`run      the client ${suspended ? 'suspends' : 'allows'} network activity`);
      running.control.want({ networkUp: !suspended });
    });
    runtime.on('quit', () => void this.#leave('quit', 'the client asks the task to leave'));
    runtime.on('abort', () => void this.#leave('abort', 'the client aborts the task'));
    runtime.on('clientGone', () => void this.#leave('client-gone', 'the client is gone'));
    runtime.on('reread', () => {
      session.reread().then(
        () => orders.factsChanged(),
        (error: unknown) =>
          reporter.warning('run', `new preferences are not used: ${(error as Error).message}`),
      );
    });
    runtime.on('trickleDown', () => {
      this.#trickleDown = true;
    });
    runtime.on('uploadStatus', () => reporter.log('run      the client has news of an upload'));
    runtime.on('tick', () => this.#tick());
    const onSignal = () => void this.#leave('signal', 'the process is told to end');
    signal.addEventListener('abort', onSignal, { signal: this.#done.signal });
    if (signal.aborted) onSignal();
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.#done.abort();
    await this.#work;
  }

  async #leave(wish: Wish, why: string): Promise<void> {
    // An abort overtakes whatever was wished before.
    if (this.wish !== undefined && wish !== 'abort') return;
    const isFirst = this.wish === undefined;
    this.wish = wish;
    const { session, running, end } = this.#options;
    session.reporter.log(`run      ${why}`);
    if (wish === 'abort') {
      end(new JobError('aborted', why));
      return;
    }
    if (!isFirst) return;
    const { majorVersion = 8, minorVersion = 0 } = session.initData ?? {};
    const isOld = majorVersion < 7 || (majorVersion === 7 && minorVersion < 8);
    const timeoutMs = QUIT_SAVE_TIMEOUT_MS[isOld ? 'before78' : 'later'];
    const timeout = AbortSignal.timeout(timeoutMs);
    const givenUp = new Promise<boolean>((resolve) => {
      timeout.addEventListener('abort', () => resolve(false), { signal: this.#done.signal });
    });
    // A save that hangs must not keep the machine: what is complete by then is what counts.
    const isSaved = await Promise.race([running.save({ signal: timeout }), givenUp]);
    if (!isSaved) session.reporter.log('run      nothing more is saved; the last checkpoint stays');
    end(new JobError('terminated', why));
  }

  #tellPause(paused: boolean, duty: number): void {
    if (this.#pauseLines >= MAX_PAUSE_LINES) return;
    this.#pauseLines += 1;
    const limit = duty < 1 ? `, at most ${Math.round(duty * 100)} % of its CPUs` : '';
    const rest = this.#pauseLines === MAX_PAUSE_LINES ? ' (no more lines about this)' : '';
    this.#options.session.reporter.log(
      `run      ${paused ? 'suspended by the client' : `runs${limit}`}${rest}`,
    );
  }

  #tick(): void {
    this.#work = this.#work
      .then(() => this.#passTrickles())
      .catch((error: unknown) => {
        this.#options.session.reporter.warning('run', `trickles: ${(error as Error).message}`);
      })
      .then(() => this.#options.orders.pump({ signal: this.#done.signal }))
      .catch((error: unknown) => {
        this.#options.session.reporter.warning('run', `news: ${(error as Error).message}`);
      });
  }

  async #passTrickles(): Promise<void> {
    const { outbox, runtime } = this.#options.session.attached;
    if (await outbox.pump()) runtime.noticeTrickle();
    if (!this.#redelivered) this.#redelivered = await this.#deliverAgain();
    // What came first is delivered first.
    if (this.#redelivered && this.#trickleDown) this.#trickleDown = !(await this.#deliverAll());
  }

  /** @returns true where nothing is left to deliver */
  async #deliverAll(): Promise<boolean> {
    const { session, running } = this.#options;
    const { path } = session.directory;
    const names = (await readdir(path)).filter((name) =>
      name.startsWith(BOINC_FILES.trickleDownPrefix),
    );
    let isDone = true;
    for (const name of names.toSorted()) {
      const found = await stat(join(path, name));
      // A pipe by that name would be waited for, and would hold all that come after it.
      if (!found.isFile()) {
        session.reporter.warning('run', `${name} is passed over: it is no file`);
        continue;
      }
      if (found.size > MAX_TRICKLE_DOWN_BYTES) {
        session.reporter.warning('run', `${name} is dropped: it has ${found.size} bytes`);
        await rm(join(path, name), { force: true });
      } else {
        const after = await this.#deliver(running, name, await readFile(join(path, name)));
        if (after === undefined) isDone = false;
        else await session.attached.delivered.keep(join(path, name), name, after);
      }
    }
    return isDone;
  }

  /** Delivers what the machine lacks since it went back to a checkpoint. @returns true where all is there */
  async #deliverAgain(): Promise<boolean> {
    const { session, running } = this.#options;
    const { delivered } = session.attached;
    const from = session.observer?.startedFrom;
    if (from === undefined) return false;
    for (const message of delivered.lackedBy(from)) {
      const after = await this.#deliver(running, message.name, await delivered.read(message));
      if (after === undefined) return false;
      session.reporter.log(`run      ${message.name} is given to the guest again`);
      await delivered.delivered(message, after);
    }
    return true;
  }

  /** @returns as `RunningJob.deliver`; undefined where it was not delivered */
  async #deliver(
    running: RunningJob,
    name: string,
    content: Uint8Array,
  ): Promise<number | undefined> {
    try {
      return await running.deliver(name, content, { signal: this.#done.signal });
    } catch {
      // The task does not run yet, or the link is down: at the next second again.
      return undefined;
    }
  }
}
