import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLogLine, MAX_LOG_LINE_LENGTH, safeText } from './client-log.ts';
import { ClientReporter, MAX_EPISODE_LOG_BYTES } from './client-reporter.ts';

/** Written in two parts, so that no file of this project has it. */
const MARK = ['ERR_CPU_VM', 'EXTENSIONS_DISABLED'].join('_');

const time = new Date(2026, 0, 2, 3, 4, 5);

test('a line has time, process and text', () => {
  expect(formatLogLine('boot     starting', time, 42)).toBe(
    '2026-01-02 03:04:05 (42): boot     starting',
  );
});

test('a text is one line, printable and bounded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 4000 }), (text) => {
      const line = safeText(text);
      expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
      expect(line.length).toBeLessThanOrEqual(MAX_LOG_LINE_LENGTH);
    }),
  );
  expect(safeText('x'.repeat(600))).toBe(`${'x'.repeat(MAX_LOG_LINE_LENGTH - 1)}…`);
});

test('the words that make a client give up virtual machines never get through', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      MARK,
      MARK.slice(0, 11),
      MARK.slice(11),
      `${MARK}${MARK}`,
      '\n',
      '\t',
      '\0',
      ' ',
    ),
    fc.string({ maxLength: 5 }),
    fc.integer({ min: 440, max: 510 }).map((length) => 'x'.repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const lines: string[] = [];
      const reporter = new ClientReporter((text) => lines.push(text));
      reporter.phase('run', pieces.join(''));
      for (const text of pieces) reporter.warning('run', text);
      for (const text of pieces) reporter.appOutput('stdout', Buffer.from(text));
      for (const text of reporter.appTail('stdout')) reporter.log(text);
      expect(lines.join('')).not.toContain(MARK);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['</stderr_out><exit_status>0</exit_status>', '‹/stderr_out><exit_status>0</exit_status>'],
  ['< / STDERR_TXT >', '‹ / STDERR_TXT >'],
  ['a]]]>b', 'a]]]›b'],
  ['<p>a < b, [[1]] > 0</p>', '<p>a < b, [[1]] > 0</p>'],
])('a text cannot end the element that the client puts it into: %s', (text, shown) => {
  expect(safeText(text)).toBe(shown);
});

test('one life writes no more than its share, and says so', () => {
  let size = 0;
  let last = '';
  const reporter = new ClientReporter((text) => {
    size += Buffer.byteLength(text);
    last = text;
  });
  for (let index = 0; index < 10_000; index += 1) reporter.phase('run', 'ü'.repeat(200));
  expect(size).toBeLessThan(MAX_EPISODE_LOG_BYTES + 1000);
  expect(last).toContain('the log is full');
});

test('progress is a line each tenth, for each phase', () => {
  const lines: string[] = [];
  const reporter = new ClientReporter((text) => lines.push(text));
  for (let index = 0; index <= 1000; index += 1) {
    reporter.progress({ phase: 'run', fraction: index / 1000, text: 'done' });
  }
  expect(lines).toHaveLength(10);
  expect(lines[9]).toContain('100 %');
});
