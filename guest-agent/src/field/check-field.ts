import { AgentError } from '../errors.ts';

/** The error for a field of a request that is not what it has to be. */
export function invalid(field: string, expected: string): AgentError {
  return new AgentError('invalid_argument', `${field}: must be ${expected}`);
}

/** A whole number from `least` to `most`; missing counts as 0. */
export function checkCount(
  field: string,
  value: number | undefined,
  most: number = Number.MAX_SAFE_INTEGER,
  least = 0,
): number {
  const count = value ?? 0;
  if (!Number.isSafeInteger(count) || count < least || count > most) {
    throw invalid(field, `a whole number from ${least} to ${most}`);
  }
  return count;
}

/**
 * Throws unless the text may be an identifier that a caller chose (it becomes a name on disk).
 *
 * @throws {AgentError} invalid_argument
 */
export function assertIdentifier(
  field: string,
  value: string | undefined,
): asserts value is string {
  if (value === undefined || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value)) {
    throw invalid(field, '1 to 64 of A-Z a-z 0-9 . _ -, first a letter or digit');
  }
}
