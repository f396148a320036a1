import { canceledCall } from './call-errors.ts';

/**
 * Turns lets works run one after the other. Who gives up while it waits for its turn has not run at
 * all; who gives up later lets its work go on, and the next turn comes when that is at its end.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws what `work` throws, or HypervisorError `canceled` when `signal` aborts first */
  async take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const mine = this.#last.then(async () => {
      if (signal?.aborted === true) throw canceledCall(signal.reason);
      return work();
    });
    this.#last = mine.catch(() => undefined);
    if (signal === undefined) return mine;
    let giveUp: () => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = () => reject(canceledCall(signal.reason));
    });
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    try {
      return await Promise.race([mine, givenUp]);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}
