import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogRing, safeLine } from './log-ring.ts';
import { MAX_LOG_BYTES, MAX_LOG_LINE_BYTES, MAX_LOG_LINE_COUNT } from './system-limits.ts';

/** The next lines of a watch, as many as are asked for. */
async function take(
  lines: AsyncGenerator<{ sequence?: number | null; line?: string | null }>,
  count: number,
): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { value, done } = await lines.next();
    if (done === true || value === undefined) break;
    taken.push(`${value.sequence} ${value.line}`);
  }
  return taken;
}

describe('LogRing', () => {
  test('gives what it has, then what comes', async () => {
    const ring = new LogRing();
    ring.add('one');
    ring.add('two');
    const end = new AbortController();
    const lines = ring.watch(0, end.signal);
    expect(await take(lines, 2)).toEqual(['1 one', '2 two']);
    const next = lines.next();
    ring.add('three');
    expect((await next).value).toMatchObject({ sequence: 3, line: 'three' });
    const last = lines.next();
    end.abort();
    expect(await last).toEqual({ done: true, value: undefined });
  });

  test('goes on after a number, and from the start after one of another life', async () => {
    const ring = new LogRing();
    for (const line of ['a', 'b', 'c']) ring.add(line);
    const { signal } = new AbortController();
    expect(await take(ring.watch(2, signal), 1)).toEqual(['3 c']);
    expect(await take(ring.watch(900, signal), 3)).toEqual(['1 a', '2 b', '3 c']);
  });

  test('a gap shows what was dropped, to a slow reader too', async () => {
    const ring = new LogRing();
    const lines = ring.watch(0, new AbortController().signal);
    ring.add('first');
    expect(await take(lines, 1)).toEqual(['1 first']);
    for (let index = 0; index < MAX_LOG_LINE_COUNT + 10; index += 1) ring.add('more');
    expect(await take(lines, 1)).toEqual(['12 more']);
    expect(ring.entries).toHaveLength(MAX_LOG_LINE_COUNT);
  });

  test('is bounded by count and bytes, whatever is logged', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 1000 }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), fc.integer({ min: 1, max: 60 }), (all, n) => {
        const ring = new LogRing();
        for (let round = 0; round < n; round += 1) {
          for (const line of all) ring.add(line + 'x'.repeat(round * 100));
        }
        const bytes = ring.entries.reduce((sum, { line }) => sum + Buffer.byteLength(line), 0);
        expect(ring.entries.length).toBeLessThanOrEqual(MAX_LOG_LINE_COUNT);
        expect(bytes).toBeLessThanOrEqual(MAX_LOG_BYTES);
        const numbers = ring.entries.map(({ sequence }) => sequence);
        expect(numbers).toEqual(numbers.map((_number, index) => (numbers[0] ?? 0) + index));
        expect(numbers.at(-1) ?? 0).toBe(n * all.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('safeLine', () => {
  test.each([
    ['plain – text', 'plain – text'],
    ['two\nlines\r\n', String.raw`two\u000alines\u000d\u000a`],
    ['\u001b[2Jgone\u0007', String.raw`\u001b[2Jgone\u0007`],
    ['a\u202eb\u2028c\u009bd\u0000', String.raw`a\u202eb\u2028c\u009bd\u0000`],
    ['half \ud800 pair', 'half \ufffd pair'],
    ['no characters \ufffe\uffff', String.raw`no characters \ufffe\uffff`],
  ])('%j', (text, safe) => {
    expect(safeLine(text)).toBe(safe);
  });

  test('no text is longer than it may be, or holds a control character', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6000, size: 'max' });
    fc.assert(
      fc.property(text, (input) => {
        const line = safeLine(input);
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LOG_LINE_BYTES);
        // eslint-disable-next-line no-control-regex
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\ufffe\uffff]/);
        expect(line.isWellFormed()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
