import { turnWithout, type Turn, type TurnKind } from '../host-queue/index.ts';
import type { Phase } from '../outcome.ts';
import type { JobContext } from './job-context.ts';

/** Longest wait for a turn, in milliseconds: a bridge that stands still may hold one. */
export const MAX_TURN_WAIT_MS = 60 * 60_000;

/** The same for a save because the machine is to end: whoever ends it waits for that. */
export const MAX_LAST_TURN_WAIT_MS = 2_000;

/** Longest time that a boot or a save counts as such for others; it may go on. */
export const MAX_TURN_HOLD_MS = 10 * 60_000;

const PHASES: Readonly<Record<TurnKind, Phase>> = { boot: 'boot', save: 'run' };

interface TurnWait {
  readonly signal: AbortSignal;
  /** Default: {@link MAX_TURN_WAIT_MS}. */
  readonly waitLimitMs?: number;
  /** Told where it has to wait. */
  readonly onWait?: () => void;
}

/**
 * Waits for a turn among all bridges of this user on this host. Going on without one is a warning, once
 * in a job, unless the wait was limited further: then it was to be expected.
 * @throws the reason of `signal`
 */
export async function takeTurn(
  context: JobContext,
  kind: TurnKind,
  { signal, waitLimitMs, onWait }: TurnWait,
): Promise<Turn> {
  const { hostQueue, reporter } = context;
  if (hostQueue === undefined) return turnWithout('there is no queue');
  const turn = await hostQueue.take(kind, {
    signal,
    waitLimitMs: waitLimitMs ?? MAX_TURN_WAIT_MS,
    holdLimitMs: MAX_TURN_HOLD_MS,
    onWait,
  });
  if (turn.obstacle !== undefined && waitLimitMs === undefined && !context.isQueueWarned) {
    context.isQueueWarned = true;
    reporter.warning(
      PHASES[kind],
      `not taking turns with other machines of this user: ${turn.obstacle}`,
    );
  }
  return turn;
}
