import { runProgram } from './run-program.ts';

/**
 * The guest's clock on the wall, as it is told and corrected. Nothing of the agent's own timing looks
 * at it: it may jump.
 */
export interface WallClock {
  /** Microseconds since 1970. */
  nowUs(): number;
  /** Moves it at once, forwards or backwards. @throws Error where it could not be set */
  stepBy(changeUs: number, signal: AbortSignal): Promise<void>;
  /**
   * Lets it run up to 0.5 per thousand faster or slower until it has changed by so much, in place of
   * what was still to be changed before.
   *
   * @returns false where the machine has no program for it
   */
  slewBy(changeUs: number, signal: AbortSignal): Promise<boolean>;
}

/** The machine's wall clock, in microseconds since 1970. */
export function wallTimeUs(): number {
  return Date.now() * 1000;
}

/**
 * The clock of this machine. Node has no call that sets it, so programs do: coreutils' `date`, told a
 * difference and not a time, so that it does not matter how long it takes to start; and busybox'
 * `adjtimex`, whose offset is the kernel's single-shot slew (ADJ_OFFSET_SINGLESHOT of adjtimex(2)).
 */
export const MACHINE_CLOCK: WallClock = {
  nowUs: wallTimeUs,
  async stepBy(changeUs, signal) {
    await runProgram('/bin/date', stepArguments(changeUs), { signal });
  },
  async slewBy(changeUs, signal) {
    try {
      await runProgram('/bin/busybox', slewArguments(changeUs), { signal });
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    }
  },
};

/** Arguments of date(1) for a step. */
export function stepArguments(changeUs: number): string[] {
  const microseconds = Math.abs(Math.round(changeUs));
  const seconds = Math.floor(microseconds / 1e6);
  const fraction = String(microseconds % 1e6).padStart(6, '0');
  return [`--set=${changeUs < 0 ? '-' : '+'}${seconds}.${fraction} seconds`];
}

/** Arguments of busybox for a slew. The value is one word with its option, as it may be negative. */
export function slewArguments(changeUs: number): string[] {
  return ['adjtimex', '-q', `-o${Math.round(changeUs)}`];
}
