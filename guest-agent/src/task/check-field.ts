import { invalid } from '../field/check-field.ts';
import * as limits from './task-limits.ts';

/** A name for people: no control characters, so that it cannot break a log or a terminal. */
export function checkName(field: string, value: string): string {
  // eslint-disable-next-line no-control-regex
  if (Buffer.byteLength(value) > limits.MAX_NAME_BYTES || /[\u0000-\u001f\u007f]/.test(value)) {
    throw invalid(field, `at most ${limits.MAX_NAME_BYTES} bytes without control characters`);
  }
  return value;
}

/** A path below the work directory, given back without empty parts and `.`; missing is empty. */
export function checkPath(field: string, value: string | undefined): string {
  if (value === undefined || value === '') return '';
  checkString(field, value);
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  if (
    value.startsWith('/') ||
    parts.includes('..') ||
    Buffer.byteLength(value) > limits.MAX_PATH_BYTES ||
    parts.some((part) => Buffer.byteLength(part) > limits.MAX_PATH_PART_BYTES)
  ) {
    throw invalid(field, 'a path below the work directory, not absolute and without ".."');
  }
  return parts.join('/');
}

/** Paths of different files below the work directory. */
export function checkPaths(
  field: string,
  values: readonly string[] | undefined,
  mostCount: number,
): readonly string[] {
  const paths = (values ?? []).map((value, index) => checkPath(`${field}[${index}]`, value));
  if (paths.length > mostCount) throw invalid(field, `at most ${mostCount} paths`);
  if (paths.includes('')) throw invalid(field, 'paths of files, and none of them empty');
  if (new Set(paths).size < paths.length) throw invalid(field, 'paths that are all different');
  return paths;
}

/** Program and arguments. */
export function checkProgram(field: string, argv: readonly string[]): readonly string[] {
  const program = argv[0] ?? '';
  if (program === '' || program.startsWith('-')) {
    throw invalid(`${field}[0]`, 'the name of a program, or a path to it, not starting with "-"');
  }
  if (argv.length > limits.MAX_ARGUMENTS) {
    throw invalid(field, `at most ${limits.MAX_ARGUMENTS} arguments`);
  }
  checkTotal(field, argv);
  return [...argv];
}

/**
 * Environment of a program. Names are those a shell can hold, as the launcher passes them through
 * one; that covers the names of POSIX (XBD 8.1).
 */
export function checkEnvironment(
  field: string,
  env: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  const entries = Object.entries(env);
  if (entries.length > limits.MAX_VARIABLES) {
    throw invalid(field, `at most ${limits.MAX_VARIABLES} variables`);
  }
  for (const [name] of entries) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw invalid(`${field} name`, 'of A-Z a-z 0-9 _, first no digit');
    }
  }
  checkTotal(
    field,
    entries.map(([name, value]) => `${name}=${value}`),
  );
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

function checkTotal(field: string, strings: readonly string[]): void {
  let totalBytes = 0;
  for (const [index, text] of strings.entries()) {
    checkString(`${field}[${index}]`, text);
    totalBytes += Buffer.byteLength(text) + 1;
  }
  if (totalBytes > limits.MAX_STRINGS_BYTES) {
    throw invalid(field, `at most ${limits.MAX_STRINGS_BYTES} bytes together`);
  }
}

function checkString(field: string, text: string): void {
  if (text.includes('\0') || Buffer.byteLength(text) > limits.MAX_STRING_BYTES) {
    throw invalid(field, `at most ${limits.MAX_STRING_BYTES} bytes without NUL`);
  }
}
