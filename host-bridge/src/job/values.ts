import { isAbsolute } from 'node:path';

import { ACCELERATORS, AGENT_LINKS, BOINC_API_WAYS, CHECKPOINT_WAYS } from './elements.ts';
import type { Accelerator, LeafElement, ValueKind, ValueOfKind } from './elements.ts';
import { findOutputPathFault, findPathFault, hasControlCharacter } from './guest-path.ts';
import { splitCommandLine } from './split-command-line.ts';

/** Longest name of a job or task, in UTF-16 units. */
export const MAX_NAME_LENGTH = 100;
/** Longest host path as written, in bytes; PATH_MAX of Linux. */
export const MAX_HOST_PATH_BYTES = 4095;
/** Longest argument or `NAME=value`, in bytes; MAX_ARG_STRLEN of Linux without the NUL. */
export const MAX_WORD_BYTES = 131_071;

/** A value, or what is wrong with the text, to go after the quoted text in a message. */
export type Parsed<V> =
  { readonly ok: true; readonly value: V } | { readonly ok: false; readonly wrong: string };

/** How the values of one kind are written. */
export interface ValueRules<V> {
  /** Noun phrase for messages and for the reference: "a whole number from 1 to 64". */
  readonly describe: (spec: LeafElement) => string;
  /** The text counts as written; else white space around it is removed. */
  readonly exact?: true;
  readonly parse: (text: string, spec: LeafElement) => Parsed<V>;
}

function good<V>(value: V): Parsed<V> {
  return { ok: true, value };
}

function bad(wrong: string): Parsed<never> {
  return { ok: false, wrong };
}

/** A plain text stays as it is, unless `fault` says something against it. */
function unless(fault: string | undefined, text: string): Parsed<string> {
  return fault === undefined ? good(text) : bad(fault);
}

function parseNumber(text: string, pattern: RegExp, spec: LeafElement): Parsed<number> {
  if (!pattern.test(text)) {
    return bad('is not such a number');
  }
  const value = Number(text);
  if (value < (spec.min ?? 0)) {
    return bad('is too small');
  }
  return value > (spec.max ?? Number.MAX_SAFE_INTEGER) ? bad('is too large') : good(value);
}

function describeRange({ min = 0, max = Number.MAX_SAFE_INTEGER }: LeafElement): string {
  return `from ${min} to ${max}`;
}

function findTextFault(text: string): string | undefined {
  if (text === '') {
    return 'is empty';
  }
  if (text.length > MAX_NAME_LENGTH) {
    return `is longer than ${MAX_NAME_LENGTH} characters`;
  }
  return hasControlCharacter(text) ? 'has a control character' : undefined;
}

function findHostPathFault(text: string): string | undefined {
  if (text === '') {
    return 'is empty';
  }
  if (Buffer.byteLength(text) > MAX_HOST_PATH_BYTES) {
    return `is longer than ${MAX_HOST_PATH_BYTES} bytes`;
  }
  return hasControlCharacter(text) ? 'has a control character' : undefined;
}

/** True where `image` is a path, not the bare name of an image. */
export function isImagePath(image: string): boolean {
  return image.includes('/') || isAbsolute(image);
}

function findImageFault(text: string): string | undefined {
  if (isImagePath(text)) {
    return findHostPathFault(text);
  }
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(text) ? undefined : 'is neither';
}

function findProgramFault(text: string): string | undefined {
  const path = text.replace(/^(?:\.\/|\/)/, '');
  return findPathFault(path);
}

function findWordFault(text: string): string | undefined {
  return Buffer.byteLength(text) > MAX_WORD_BYTES
    ? `is longer than ${MAX_WORD_BYTES} bytes`
    : undefined;
}

function parseAccelerators(text: string): Parsed<readonly Accelerator[]> {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) {
    return bad('is empty');
  }
  const known = words.filter((word): word is Accelerator =>
    ACCELERATORS.some((accelerator) => accelerator === word),
  );
  return known.length === words.length ? good(known) : bad('has an unknown name');
}

function parseVariable(text: string): Parsed<ValueOfKind['variable']> {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)=([^]*)$/.exec(text);
  if (match === null) {
    return bad('is not of this form');
  }
  const fault = findWordFault(text);
  return fault === undefined ? good({ name: match[1] ?? '', value: match[2] ?? '' }) : bad(fault);
}

/** How each kind of value is written; the reference in docs/job-file.md says the same. */
export const VALUE_RULES: { readonly [K in ValueKind]: ValueRules<ValueOfKind[K]> } = {
  text: {
    describe: () => `a text of 1 to ${MAX_NAME_LENGTH} characters on one line`,
    parse: (text) => unless(findTextFault(text), text),
  },
  image: {
    describe: () =>
      'the name of an image (small letters, digits, `.`, `_`, `-`), or a path with a slash, relative to the directory of the job file',
    parse: (text) => unless(findImageFault(text), text),
  },
  whole: {
    describe: (spec) => `a whole number ${describeRange(spec)}`,
    parse: (text, spec) => parseNumber(text, /^\d{1,15}$/, spec),
  },
  real: {
    describe: (spec) => `a number ${describeRange(spec)}, such as 2 or 0.5`,
    parse: (text, spec) => parseNumber(text, /^\d{1,15}(?:\.\d{1,15})?$/, spec),
  },
  flag: {
    describe: () => 'yes or no: `<x/>` or 1 is yes, 0 is no',
    parse: (text) =>
      text === '' || text === '1' ? good(true) : text === '0' ? good(false) : bad('is neither'),
  },
  accelerators: {
    describe: () => `one or several of ${ACCELERATORS.join(', ')}`,
    parse: parseAccelerators,
  },
  checkpoint: {
    describe: () => `one of ${CHECKPOINT_WAYS.join(', ')}`,
    parse: (text) => {
      const way = CHECKPOINT_WAYS.find((known) => known === text);
      return way === undefined ? bad('is neither') : good(way);
    },
  },
  agent_link: {
    describe: () => `one of ${AGENT_LINKS.join(', ')}`,
    parse: (text) => {
      const link = AGENT_LINKS.find((known) => known === text);
      return link === undefined ? bad('is neither') : good(link);
    },
  },
  boinc_api: {
    describe: () => `one of ${BOINC_API_WAYS.join(', ')}`,
    parse: (text) => {
      const way = BOINC_API_WAYS.find((known) => known === text);
      return way === undefined ? bad('is none of them') : good(way);
    },
  },
  host_path: {
    describe: () => 'a path on the host',
    parse: (text) => unless(findHostPathFault(text), text),
  },
  guest_path: {
    describe: () => 'a path below the work directory, without `.`, `..` or empty parts',
    parse: (text) => unless(findPathFault(text), text),
  },
  output_path: {
    describe: () =>
      'a path below the directory for outputs, without `.`, `..` or empty parts, backslash or colon',
    parse: (text) => unless(findOutputPathFault(text), text),
  },
  program: {
    describe: () => 'the name or the path of a program, without `..` or empty parts',
    parse: (text) => unless(findProgramFault(text), text),
  },
  command_line: {
    describe: () => 'words as in a POSIX shell, with quotes and backslashes, nothing expanded',
    parse: (text) => {
      const result = splitCommandLine(text);
      return result.ok ? good(result.words) : bad(result.wrong);
    },
  },
  argument: {
    describe: () => `a text of at most ${MAX_WORD_BYTES} bytes`,
    exact: true,
    parse: (text) => unless(findWordFault(text), text),
  },
  variable: {
    describe: () => '`NAME=value`, the name at once, of letters, digits and `_`',
    exact: true,
    parse: parseVariable,
  },
};
