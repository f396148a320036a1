import { invalid } from '../field/check-field.ts';

/**
 * One line for people: controls become spaces, so that it cannot confuse a log or a terminal.
 *
 * @throws {AgentError} invalid_argument where it has more UTF-16 units than allowed
 */
export function checkLine(field: string, text: string, mostCharacters: number): string {
  if (text.length > mostCharacters) throw invalid(field, `at most ${mostCharacters} characters`);
  // A lone surrogate is none of UTF-8, and takes twice the room in JSON.
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim();
}
