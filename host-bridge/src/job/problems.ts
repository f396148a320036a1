import { JobError } from '../outcome.ts';
import type { OutcomeCode } from '../outcome.ts';

/** Most problems of one job file that are kept for the message; the others are only counted. */
export const MAX_PROBLEMS = 50;

/** One thing that is wrong in a job file. */
export interface Problem {
  /** First line is 1. */
  readonly line: number;
  /** Where: the element, as `<name>`. */
  readonly element: string;
  /** What is wrong. */
  readonly wrong: string;
  /** What would be right. */
  readonly right: string;
}

/** Collects what is wrong in one job file, so that a user sees all of it at once. */
export class Problems {
  readonly #file: string;
  readonly #kept: Problem[] = [];
  #count = 0;

  /** @param file - path of the job file, as it shall stand in messages */
  constructor(file: string) {
    this.#file = file;
  }

  /** A problem that costs time to describe is given as a function, called only if it is kept. */
  add(problem: Problem | (() => Problem)): void {
    this.#count += 1;
    if (this.#kept.length < MAX_PROBLEMS) {
      this.#kept.push(typeof problem === 'function' ? problem() : problem);
    }
  }

  /**
   * Throws JobError if there is a problem. Its message is the first problem in the order of the
   * file, its details are the others, each as `file:line: <element>: wrong; right`.
   */
  throwIfAny(code: OutcomeCode = 'job_file_invalid'): void {
    const [first, ...others] = this.#kept
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, element, wrong, right }) => {
        return `${this.#file}:${line}: ${element}: ${wrong}; ${right}`;
      });
    if (first === undefined) {
      return;
    }
    const more = this.#count - 1;
    if (more > others.length) {
      others.push(`${this.#file}: and ${more - others.length} more; correct these first`);
    }
    throw new JobError(code, more === 0 ? first : `${first} (and ${more} more)`, {
      phase: 'prepare',
      details: others,
    });
  }
}
