/** What a turn is for. */
export type TurnKind = 'boot' | 'save';

/** Turns of each kind that there are at once, on one host, for all bridges of one user. */
export const TURN_COUNTS: Readonly<Record<TurnKind, number>> = { boot: 2, save: 1 };

/** A turn that was taken. Who took it releases it; the kernel does where the process dies. */
export interface Turn extends Disposable {
  /** Why it goes on without one; undefined where the turn is held. A queue stops no job. */
  readonly obstacle: string | undefined;
  /** Lets the next one have it. Idempotent. */
  release(): void;
}

export interface TakeTurnOptions {
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Longest wait; then it goes on without a turn. */
  readonly waitLimitMs: number;
  /** Longest time that the turn is held; then it is released by itself, whatever goes on. */
  readonly holdLimitMs: number;
  /** Told once, where all turns are taken. Default: nobody. */
  readonly onWait?: (() => void) | undefined;
}

/** TurnSource gives turns. */
export interface TurnSource {
  /**
   * Waits for a turn.
   * @returns the turn, or what stands for it where there is none: it has an `obstacle` then
   * @throws the reason of `signal`, and nothing else
   */
  take(kind: TurnKind, options: TakeTurnOptions): Promise<Turn>;
}

/** What stands for a turn where there is none. */
export function turnWithout(obstacle: string): Turn {
  const release = (): void => undefined;
  return { obstacle, release, [Symbol.dispose]: release };
}
