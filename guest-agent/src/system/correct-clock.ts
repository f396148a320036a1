import { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import {
  MAX_ROUND_TRIP_US,
  MAX_SLEW_US,
  MAX_WALL_TIME_US,
  MIN_CLOCK_ERROR_US,
} from './system-limits.ts';
import type { WallClock } from './wall-clock.ts';

const { CLOCK_ACTION_NONE, CLOCK_ACTION_SLEWED, CLOCK_ACTION_STEPPED } =
  vmslot.agent.v1.ClockAction;

/** The host's time as a request told it. */
export interface HostTime {
  /** When the request was sent, in microseconds since 1970. */
  readonly wallTimeUs: number;
  /** What a call took before, in microseconds. */
  readonly roundTripUs: number;
  /** When the request came, of `performance.now()`. */
  readonly receivedAtMs: number;
}

/** @throws AgentError invalid_argument */
export function checkHostTime({ wallTimeUs, roundTripUs }: HostTime): void {
  if (!Number.isSafeInteger(wallTimeUs) || wallTimeUs <= 0 || wallTimeUs > MAX_WALL_TIME_US) {
    throw new AgentError(
      'invalid_argument',
      `wall_time_us is ${wallTimeUs}: give microseconds since 1970, up to the year 2100`,
    );
  }
  if (roundTripUs > MAX_ROUND_TRIP_US) {
    throw new AgentError(
      'invalid_argument',
      `round_trip_us is ${roundTripUs}: at most ${MAX_ROUND_TRIP_US}, or the time means nothing`,
    );
  }
}

/** The host's time less the guest's, now, in microseconds. */
export function clockErrorUs(clock: WallClock, host: HostTime): number {
  const sinceUs = (performance.now() - host.receivedAtMs) * 1000;
  return Math.round(host.wallTimeUs + host.roundTripUs / 2 + sinceUs - clock.nowUs());
}

/**
 * Brings the clock to the host's time: nothing below `MIN_CLOCK_ERROR_US`, a slew up to `MAX_SLEW_US`,
 * a step above. Where slewing is not possible a clock that is behind is stepped, and one that is ahead
 * by so little is left as it is: programs bear small errors better than a time that goes back.
 *
 * @throws AgentError internal where the clock could not be set
 */
export async function correctClock(
  clock: WallClock,
  host: HostTime,
  signal: AbortSignal,
): Promise<vmslot.agent.v1.IClockChange> {
  const errorUs = clockErrorUs(clock, host);
  const size = Math.abs(errorUs);
  if (size < MIN_CLOCK_ERROR_US) return { action: CLOCK_ACTION_NONE, errorUs };
  try {
    if (size <= MAX_SLEW_US) {
      if (await clock.slewBy(errorUs, signal)) return { action: CLOCK_ACTION_SLEWED, errorUs };
      if (errorUs < 0) return { action: CLOCK_ACTION_NONE, errorUs };
    }
    await clock.stepBy(errorUs, signal);
    return { action: CLOCK_ACTION_STEPPED, errorUs };
  } catch (cause) {
    signal.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AgentError('internal', `the clock could not be set: ${reason}`, { cause });
  }
}
