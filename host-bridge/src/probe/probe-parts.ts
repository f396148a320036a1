import { DRIVER_NAMES } from '../hypervisor/registry.ts';
import { DETECTORS } from './detectors/index.ts';
import { containerEngineDetectors } from './detectors/container-engines.ts';

/** A part's name that stands for several: what can be said after `--only` and `--without`. */
export const PART_GROUPS: Readonly<Record<string, readonly string[]>> = {
  drivers: DRIVER_NAMES,
  capabilities: DETECTORS.map(({ name }) => name),
  containers: containerEngineDetectors.map(({ name }) => name),
};

/** Parts that are one thing each: plug-ins as a whole, and the resources. */
export const SINGLE_PARTS: readonly string[] = ['plugins', 'resources'];

/** All parts of the probe by their own names, in the order of the report. */
export const PART_NAMES: readonly string[] = [
  ...DRIVER_NAMES,
  ...DETECTORS.map(({ name }) => name),
  ...SINGLE_PARTS,
];

/** Opt-out from all of the probe. */
export const ALL_PARTS = 'all';

/** Opt-out from running programs: files are looked at all the same. */
export const RUN_WORD = 'run';

/** The parts that a word names, or undefined where it names none. Case does not matter. */
export function partsNamed(word: string): readonly string[] | undefined {
  const name = word.toLowerCase();
  if (name === ALL_PARTS) return PART_NAMES;
  if (Object.hasOwn(PART_GROUPS, name)) return PART_GROUPS[name];
  return PART_NAMES.includes(name) ? [name] : undefined;
}

/** All words that may be said, for help and messages. */
export const PART_WORDS: readonly string[] = [
  ...Object.keys(PART_GROUPS),
  ...PART_NAMES,
  ALL_PARTS,
];
