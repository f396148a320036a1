import { spawnSync } from 'node:child_process';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { splitCommandLine } from './split-command-line.ts';

function wordsOf(line: string): readonly string[] {
  const result = splitCommandLine(line);
  if (!result.ok) {
    throw new Error(result.wrong);
  }
  return result.words;
}

describe('splitCommandLine', () => {
  test.each<[line: string, words: readonly string[]]>([
    ['', []],
    [' \t\n ', []],
    ['a b', ['a', 'b']],
    ['  a\t\tb\nc ', ['a', 'b', 'c']],
    [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
    [`a'b'"c"d`, ['abcd']],
    [`'' "" x`, ['', '', 'x']],
    [String.raw`"\$\"\\\x"`, [String.raw`$"\\x`.replace('\\\\', '\\\\')]],
    [String.raw`'\n'`, [String.raw`\n`]],
    ['a\\\nb "c\\\nd"', ['ab', 'cd']],
    ['$HOME *.txt ~ #x | > `id`', ['$HOME', '*.txt', '~', '#x', '|', '>', '`id`']],
    ['a\u00a0b', ['a\u00a0b']],
  ])('splits %j', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  test.each([
    [`a 'b`, /single quote/],
    ['"a', /double quote/],
    ['"a\\"', /double quote/],
    ['a\\', /backslash/],
  ])('says what is wrong with %j', (line, reason) => {
    expect(splitCommandLine(line)).toEqual({ ok: false, wrong: expect.stringMatching(reason) });
  });

  test('gives back words that were quoted', () => {
    const quoteWord = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(wordsOf(words.map(quoteWord).join(' '))).toEqual(words);
      }),
    );
  });

  test('splits as the shell of this machine does', () => {
    const letter = fc.constantFrom('a', 'b', ' ', '\t', "'", '"', '\\', '\n', '\u00e4');
    const lines = fc
      .sample(fc.string({ unit: letter, maxLength: 12 }), { numRuns: 300, seed: 2009 })
      .filter((line) => splitCommandLine(line).ok)
      // A newline ends a command, so the shell gets it in quotes or escaped only.
      .filter((line) => !line.includes('\n') || /^[^\n]*\\\n[^\n]*$/.test(line))
      .filter((line) => !/\n/.test(line.replaceAll(/\\\n/g, '')) && !/\\\\\n/.test(line));
    const script = lines.map((line) => `printf '[%s]' ${line}\nprintf '\\0'`).join('\n');
    const { stdout, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(lines.length).toBeGreaterThan(50);
    // With no argument at all printf prints its format once, with nothing in it.
    const ours = lines.map((line) => {
      const words = wordsOf(line);
      return words.length === 0 ? '[]' : words.map((word) => `[${word}]`).join('');
    });
    expect(stdout.split('\0').slice(0, -1)).toEqual(ours);
  });

  test('takes a line of a million characters', () => {
    expect(wordsOf(`"${'\\x'.repeat(500_000)}"`)).toEqual(['\\x'.repeat(500_000)]);
    expect(splitCommandLine(`${"a 'b' ".repeat(150_000)}'`).ok).toBe(false);
  });
});
