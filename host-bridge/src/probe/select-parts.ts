import { oneLine } from '../report/one-line.ts';
import { JobError } from '../outcome.ts';
import { PART_NAMES, PART_WORDS, partsNamed, RUN_WORD } from './probe-parts.ts';
import type { SkippedPart } from './probe-report.ts';
import type { OptOut } from './read-opt-outs.ts';

export interface SelectPartsOptions {
  /** Words after `--only`. Default: all parts. */
  readonly only?: readonly string[] | undefined;
  /** Words after `--without`. Default: none. */
  readonly without?: readonly string[] | undefined;
  /** Of files and the environment; they hold whatever the command line says. */
  readonly optOuts: readonly OptOut[];
  /** False: `--no-run` was said. */
  readonly mayRun: boolean;
}

/** What of the probe is done. */
export interface SelectedParts {
  readonly parts: ReadonlySet<string>;
  readonly mayRun: boolean;
  /** What was opted out of; parts that `--only` does not name are not among it. */
  readonly skipped: readonly SkippedPart[];
  readonly problems: readonly string[];
}

/**
 * Weighs wishes: an opt-out always wins. A word on the command line that names nothing is an error; one
 * in a file or the environment is a problem of the report, since it may be meant for another version.
 *
 * @throws JobError `usage`
 */
export function selectParts(options: SelectPartsOptions): SelectedParts {
  const { only, without = [], optOuts } = options;
  const parts = new Set(
    only === undefined ? PART_NAMES : only.flatMap((word) => named('--only', word)),
  );
  const skipped: SkippedPart[] = [];
  const problems: string[] = [];
  let { mayRun } = options;
  const skip = (names: readonly string[], by: string): void => {
    for (const name of names) if (parts.delete(name)) skipped.push({ name, by });
  };
  if (!mayRun) skipped.push({ name: RUN_WORD, by: '--no-run' });
  for (const { words, by } of optOuts) {
    for (const word of words) {
      const names = partsNamed(word);
      if (word.toLowerCase() === RUN_WORD) {
        if (mayRun) skipped.push({ name: RUN_WORD, by });
        mayRun = false;
      } else if (names === undefined) {
        problems.push(oneLine(`${by} names "${word}", which is no part of the probe`));
      } else skip(names, by);
    }
  }
  for (const word of without) skip(named('--without', word), '--without');
  return { parts, mayRun, skipped, problems };
}

function named(option: string, word: string): readonly string[] {
  const names = partsNamed(word);
  if (names !== undefined) return names;
  const known = PART_WORDS.join(', ');
  throw new JobError(
    'usage',
    oneLine(`${option} "${word}" is no part of the probe; there are: ${known}`),
  );
}
