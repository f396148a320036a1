import { readFile, rm } from 'node:fs/promises';
import type { OutcomeCode } from '../outcome.ts';
import { writeAtomically } from '../slot/write-atomically.ts';
import { FAILURE_TABLE, MAX_POSTPONEMENTS } from './failure-table.ts';

/**
 * Delays before the first try again, the second, and so on; the last for all that follow. The client
 * adds up to a minute of its own until its next look at the schedule.
 */
export const POSTPONEMENT_DELAYS_S = [1, 60, 120, 300, 900, 1800, 3600] as const;

/** Postponements in a row without a checkpoint in between. */
interface PostponementCounts {
  readonly total: number;
  readonly byCode: Readonly<Record<string, number>>;
}

const NONE: PostponementCounts = { total: 0, byCode: {} };

/** What shall follow a failure. */
export type AfterFailure =
  | { readonly kind: 'postpone'; readonly delayS: number; readonly attempt: number }
  | { readonly kind: 'error' };

/** Postponements counts them over the lives of a task, so that one that never heals ends with its cause. */
export class Postponements {
  readonly #file: string;
  #counts: PostponementCounts;

  private constructor(file: string, counts: PostponementCounts) {
    this.#file = file;
    this.#counts = counts;
  }

  /** A count that cannot be read begins anew. */
  static async open(file: string): Promise<Postponements> {
    try {
      const value: unknown = JSON.parse(await readFile(file, 'utf8'));
      if (isCounts(value)) return new Postponements(file, value);
    } catch {
      // Not there yet, or damaged: then it is the first.
    }
    return new Postponements(file, NONE);
  }

  /**
   * Decides, and counts. A count that cannot be written (the disk may be full) is no obstacle.
   * @param wishedDelayS what the task itself asks for. Default: longer with each try
   */
  async after(
    code: Exclude<OutcomeCode, 'succeeded'>,
    wishedDelayS?: number,
  ): Promise<AfterFailure> {
    const ofCode = this.#counts.byCode[code] ?? 0;
    const { total } = this.#counts;
    if (ofCode >= FAILURE_TABLE[code].maxPostponements || total >= MAX_POSTPONEMENTS) {
      return { kind: 'error' };
    }
    const usualDelayS =
      POSTPONEMENT_DELAYS_S[Math.min(total, POSTPONEMENT_DELAYS_S.length - 1)] ?? 3600;
    const delayS = wishedDelayS ?? usualDelayS;
    this.#counts = { total: total + 1, byCode: { ...this.#counts.byCode, [code]: ofCode + 1 } };
    try {
      await writeAtomically(this.#file, `${JSON.stringify(this.#counts)}\n`);
    } catch {
      // It is counted again next time.
    }
    return { kind: 'postpone', delayS, attempt: total + 1 };
  }

  /** A checkpoint: the task gets on, so what went before no longer counts. Never throws. */
  async forget(): Promise<void> {
    if (this.#counts.total === 0) return;
    this.#counts = NONE;
    await rm(this.#file, { force: true }).catch(() => undefined);
  }
}

function isCounts(value: unknown): value is PostponementCounts {
  if (typeof value !== 'object' || value === null) return false;
  const { total, byCode } = value as Partial<Record<string, unknown>>;
  if (typeof byCode !== 'object' || byCode === null || Array.isArray(byCode)) return false;
  return [total, ...Object.values(byCode)].every(
    (count) => Number.isSafeInteger(count) && (count as number) >= 0,
  );
}
