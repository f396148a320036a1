import type { LinkClock } from '@vmslot/proto/link';

/** How long an agent that is told to end goes on for its host's sake. Milliseconds. */
export interface HandOverOptions {
  /** For running tasks to end by themselves. Default: 5 s. */
  readonly taskWaitMs: number;
  /** After that, for the host to fetch what ended tasks have left. Default: 15 s. */
  readonly fetchWaitMs: number;
  /** Nothing is asked for so long after all is fetched: what was sent has arrived. Default: 1 s. */
  readonly quietMs: number;
  /** A host that left longer ago is not waited for. Default: 60 s. */
  readonly hostGoneMs: number;
}

export const DEFAULT_HAND_OVER_OPTIONS: HandOverOptions = {
  taskWaitMs: 5000,
  fetchWaitMs: 15_000,
  quietMs: 1000,
  hostGoneMs: 60_000,
};

/** Pause between two looks. */
export const HAND_OVER_LOOK_MS = 100;

/** What is looked at; each answers at once. */
export interface HandOverView {
  /** Tasks that run or are suspended. */
  runningCount(): number;
  /** Ended tasks that the agent keeps. */
  endedCount(): number;
  /** Those of them that the host has not fetched wholly. */
  unfetchedCount(): number;
  /** Requests so far. */
  requestCount(): number;
}

/** How the wait ended. */
export type HandOverResult = 'nothing to hand over' | 'handed over' | 'time is over' | 'cut short';

/**
 * Waits until the host has what it needs of the tasks: first for running tasks to end, then for ended
 * ones to be fetched. Never fails.
 *
 * @param signal ends the wait at once
 */
export async function waitForHandOver(
  view: HandOverView,
  options: HandOverOptions,
  { clock, signal }: { readonly clock: LinkClock; readonly signal: AbortSignal },
): Promise<HandOverResult> {
  const look = createLook(view, options, clock);
  const { promise, resolve } = Promise.withResolvers<HandOverResult>();
  const check = () => {
    const result = look();
    if (result !== undefined) resolve(result);
    else timer = clock.setTimer(check, HAND_OVER_LOOK_MS);
  };
  let timer: ReturnType<LinkClock['setTimer']> | undefined;
  const cut = () => resolve('cut short');
  signal.addEventListener('abort', cut, { once: true });
  if (signal.aborted) cut();
  else check();
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', cut);
    timer?.cancel();
  }
}

/** One look after the other; gives the result when there is one. */
function createLook(
  view: HandOverView,
  options: HandOverOptions,
  clock: LinkClock,
): () => HandOverResult | undefined {
  const startMs = clock.now();
  let fetchStartMs: number | undefined;
  let quietSinceMs = startMs;
  let requestCount = view.requestCount();
  return () => {
    const nowMs = clock.now();
    if (view.runningCount() > 0 && nowMs - startMs < options.taskWaitMs) return undefined;
    fetchStartMs ??= nowMs;
    if (view.endedCount() === 0) return 'nothing to hand over';
    if (view.unfetchedCount() > 0 || view.requestCount() !== requestCount) {
      requestCount = view.requestCount();
      quietSinceMs = nowMs;
    }
    if (nowMs - quietSinceMs >= options.quietMs) return 'handed over';
    return nowMs - fetchStartMs >= options.fetchWaitMs ? 'time is over' : undefined;
  };
}
