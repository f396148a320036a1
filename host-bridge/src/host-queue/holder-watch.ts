import { connect, type Socket } from 'node:net';

/** A watch that ends sooner is short. After two in a row there is a pause. */
export const MIN_WATCH_MS = 100;

/** Longest such pause, in milliseconds; it is at least {@link MIN_WATCH_MS}. */
export const MAX_WATCH_PAUSE_MS = 300;

/**
 * HolderWatch waits for the end of whoever holds a turn: it connects to the holder, whose connections
 * end when it releases the turn or dies. Who made it closes it.
 */
export class HolderWatch implements Disposable {
  /** Resolves when it is worth trying again; never where the watch is closed before. */
  readonly ended: Promise<void>;
  readonly #socket: Socket;
  #isEnded = false;
  #wasShort = false;
  #pause: NodeJS.Timeout | undefined;

  /**
   * @param name of the holder's socket
   * @param last the watch of this name before, where there was one
   */
  constructor(name: string, last: HolderWatch | undefined) {
    const startedAtMs = performance.now();
    this.#socket = connect({ path: name });
    // An error is followed by the end, and the reason makes no difference.
    this.#socket.on('error', () => undefined);
    // A holder has nothing to say.
    this.#socket.on('data', () => this.#socket.destroy());
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        this.#isEnded = true;
        resolve();
      };
      this.#socket.once('close', () => {
        this.#wasShort = performance.now() - startedAtMs < MIN_WATCH_MS;
        // Somebody who binds the name and turns all away must not make this a busy loop.
        if (this.#wasShort && (last?.wasShort ?? false)) this.#pause = setTimeout(end, pauseMs());
        else end();
      });
    });
  }

  /** True for one that ended so soon that it told nothing. */
  get wasShort(): boolean {
    return this.#wasShort;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  [Symbol.dispose](): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
    clearTimeout(this.#pause);
  }
}

/** Random, so that many that were sent away at once do not come back at once. */
function pauseMs(): number {
  return MIN_WATCH_MS + Math.random() * (MAX_WATCH_PAUSE_MS - MIN_WATCH_MS);
}
