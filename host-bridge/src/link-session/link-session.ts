import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import {
  HostLink,
  LinkError,
  verifyLinkOptions,
  type LinkClock,
  type LinkErrorCode,
  type LinkOptions,
  type LinkStream,
} from '@vmslot/proto/link';

/** What a session needs to reach the agent again and again. */
export interface LinkSessionOptions {
  /** Opens the pipe to the agent. */
  readonly dial: (options: { readonly signal: AbortSignal }) => Promise<Duplex>;
  readonly secret: Uint8Array;
  readonly bootId: string;
  readonly clock: LinkClock;
  readonly linkOptions?: Partial<LinkOptions>;
  /** Pause before dialling again. */
  readonly redialIntervalMs?: number;
}

/** Pause before dialling again, unless told otherwise. */
export const DEFAULT_REDIAL_INTERVAL_MS = 250;

/** Figures over all links of a session. */
export interface LinkSessionCounters {
  dialCount: number;
  /** Times that hello was completed. */
  upCount: number;
}

/**
 * LinkSession keeps a link to the agent: it dials, says hello, and does so again when the pipe closes,
 * since after a restore the old connection is dead until it is opened anew (design, section 3). What
 * no new attempt can mend (another secret, another protocol) ends it; `ready` then throws why.
 */
export class LinkSession extends EventEmitter<{ up: []; down: [LinkError] }> {
  readonly counters: LinkSessionCounters = { dialCount: 0, upCount: 0 };
  readonly #options: LinkSessionOptions;
  readonly #stop = new AbortController();
  #link: HostLink | undefined;
  #fatal: LinkError | undefined;
  #paused = false;
  /** Frames of the links before this one. */
  #earlierFrameCount = 0;

  /** @throws RangeError where an option of the link is out of its range: redialling mends nothing */
  constructor(options: LinkSessionOptions) {
    super();
    verifyLinkOptions(options.linkOptions);
    this.#options = options;
    void this.#keepDialling();
  }

  get isUp(): boolean {
    return this.#link?.isUp ?? false;
  }

  /**
   * Rises with each sign of life that the agent gives: a hello that was completed, or a good frame of a link
   * that is up. Such a link that has nothing to say is asked for one each `keepAliveIntervalMs`.
   */
  get lifeSignCount(): number {
    const frameCount = this.#earlierFrameCount + (this.#link?.counters.frameCount ?? 0);
    return this.counters.upCount + frameCount;
  }

  /** Opens a stream on the link. @throws LinkError while the link is not up, or why it never will be */
  open(): LinkStream {
    if (this.#stop.signal.aborted) throw this.#endReason();
    if (this.#link === undefined) throw new LinkError('epoch_ended', 'the link is not up');
    return this.#link.open();
  }

  /** Resolves when the link is up. @throws LinkError why it never will be, or `canceled` */
  async ready({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    if (this.#stop.signal.aborted) throw this.#endReason();
    if (this.isUp) return;
    const done = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        const cancel = () =>
          reject(
            new LinkError('canceled', 'gave up waiting for the agent', { cause: signal?.reason }),
          );
        if (signal?.aborted === true) cancel();
        signal?.addEventListener('abort', cancel, { signal: done.signal });
        this.#stop.signal.addEventListener('abort', () => reject(this.#endReason()), {
          signal: done.signal,
        });
        this.once('up', resolve);
        done.signal.addEventListener('abort', () => this.off('up', resolve));
      });
    } finally {
      done.abort();
    }
  }

  /** The VM is paused or goes on. */
  pause(): void {
    this.#paused = true;
    this.#link?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#link?.resume();
  }

  /** Ends the session and tells the agent. Idempotent. */
  close(): void {
    this.#stop.abort();
    this.#link?.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #endReason(): LinkError {
    return this.#fatal ?? new LinkError('closed', 'the link session was closed');
  }

  async #keepDialling(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        this.counters.dialCount++;
        const transport = await this.#options.dial({ signal });
        if (signal.aborted) transport.destroy();
        else await this.#runLink(transport);
      } catch (cause) {
        // Nobody listens yet, or not any more: whoever waits in `ready` decides for how long.
        if (!signal.aborted)
          this.emit('down', new LinkError('transport_closed', 'cannot dial', { cause }));
      }
      if (!signal.aborted) await this.#pauseBeforeRedial(signal);
    }
  }

  /** Resolves when the link on this transport has ended. */
  async #runLink(transport: Duplex): Promise<void> {
    const { secret, bootId, clock, linkOptions } = this.#options;
    const options = linkOptions ?? {};
    const link = new HostLink({ transport, secret, bootId, clock, options });
    this.#earlierFrameCount += this.#link?.counters.frameCount ?? 0;
    this.#link = link;
    if (this.#paused) link.pause();
    link.on('up', () => {
      this.counters.upCount++;
      this.emit('up');
    });
    link.on('down', (error) => this.emit('down', error));
    const error = await new Promise<LinkError>((resolve) => {
      link.once('close', resolve);
    });
    if (MENDED_BY_NOTHING.has(error.code)) {
      this.#fatal = error;
      this.#stop.abort();
    }
  }

  #pauseBeforeRedial(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const delayMs = this.#options.redialIntervalMs ?? DEFAULT_REDIAL_INTERVAL_MS;
      const stop = () => {
        timer.cancel();
        resolve();
      };
      const timer = this.#options.clock.setTimer(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, delayMs);
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}

const MENDED_BY_NOTHING: ReadonlySet<LinkErrorCode> = new Set([
  'unauthenticated',
  'version_mismatch',
  'line_unusable',
]);
