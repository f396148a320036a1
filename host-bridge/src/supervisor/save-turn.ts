import { turnWithout, type Turn } from '../host-queue/index.ts';
import { withinTime } from '../hypervisor/within-time.ts';
import type { JobContext } from './job-context.ts';
import { MAX_LAST_TURN_WAIT_MS, takeTurn } from './take-turn.ts';

/** How long one look waits for a turn that comes at once where nobody else saves, in milliseconds. */
export const TURN_LOOK_MS = 200;

/**
 * SaveTurn is the turn of a job's next save. The machine runs while it is waited for, and its figures go
 * on being read. Who made it drops it.
 */
export class SaveTurn {
  readonly #context: JobContext;
  #coming: Promise<Turn> | undefined;
  #wait = new AbortController();

  constructor(context: JobContext) {
    this.#context = context;
  }

  /**
   * Asks for the turn, or asks again.
   * @returns the turn, which the caller releases; undefined while others have it
   */
  async look(): Promise<Turn | undefined> {
    this.#coming ??= this.#take();
    return this.#claim(await withinTime(this.#coming, TURN_LOOK_MS));
  }

  /**
   * For a save that cannot wait for long.
   * @returns the turn, which the caller releases; undefined where it is not to be had
   */
  async last(signal: AbortSignal): Promise<Turn | undefined> {
    if (this.#coming !== undefined) {
      return this.#claim(await withinTime(this.#coming, MAX_LAST_TURN_WAIT_MS, signal));
    }
    return await takeTurn(this.#context, 'save', { signal, waitLimitMs: MAX_LAST_TURN_WAIT_MS });
  }

  /** Nothing is to be saved: others shall have the turn. Idempotent. */
  drop(): void {
    if (this.#coming === undefined) return;
    this.#wait.abort();
    void this.#coming.then((turn) => turn.release());
    this.#coming = undefined;
    this.#wait = new AbortController();
  }

  #claim(turn: Turn | undefined): Turn | undefined {
    if (turn !== undefined) this.#coming = undefined;
    return turn;
  }

  /** Never rejects. */
  async #take(): Promise<Turn> {
    const signal = AbortSignal.any([this.#context.signal, this.#wait.signal]);
    return await takeTurn(this.#context, 'save', { signal }).catch(() =>
      turnWithout('the wait was ended'),
    );
  }
}
