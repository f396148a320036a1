import type { WallClock } from './wall-clock.ts';

/** A clock for tests, which stands still and notes what is done to it. */
export class FakeClock implements WallClock {
  us = 1_700_000_000_000_000;
  readonly calls: { readonly kind: 'slew' | 'step'; readonly changeUs: number }[] = [];
  readonly #canSlew: boolean;
  readonly #error: Error | undefined;

  constructor(options: { readonly canSlew?: boolean; readonly error?: Error } = {}) {
    this.#canSlew = options.canSlew ?? true;
    this.#error = options.error;
  }

  nowUs(): number {
    return this.us;
  }

  async stepBy(changeUs: number): Promise<void> {
    if (this.#error !== undefined) throw this.#error;
    this.calls.push({ kind: 'step', changeUs });
  }

  async slewBy(changeUs: number): Promise<boolean> {
    if (!this.#canSlew) return false;
    this.calls.push({ kind: 'slew', changeUs });
    return true;
  }
}
