import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { RawTerminal, terminalSize, untilLeaving, type TerminalOutput } from './raw-terminal.ts';

async function* keys(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function typed(...texts: string[]): Promise<string> {
  let passed = '';
  for await (const chunk of untilLeaving(keys(...texts))) passed += Buffer.from(chunk).toString();
  return passed;
}

describe('untilLeaving', () => {
  test.each([
    [['a\x1d\x1d', 'b', '\x1d'], 'a\x1d\x1db\x1d'],
    [['\x03\x04', '\x1db\x1db\x1db'], '\x03\x04\x1db\x1db\x1db'],
    [[], ''],
  ])('%j goes to the guest', async (texts, passed) => {
    expect(await typed(...texts)).toBe(passed);
  });

  test.each([[['\x1d\x1d\x1d']], [['a\x1d', '\x1d', '\x1d']], [['\x1d\x1d\x1dmore']]])(
    '%j leaves',
    async (texts) => {
      await expect(typed(...texts)).rejects.toMatchObject({ code: 'canceled' });
    },
  );
});

test.each([
  [{}, { columns: 80, rows: 24 }],
  [
    { columns: 0, rows: 0 },
    { columns: 80, rows: 24 },
  ],
  [
    { columns: 132, rows: 43 },
    { columns: 132, rows: 43 },
  ],
  [
    { columns: 1e9, rows: 1 },
    { columns: 10_000, rows: 1 },
  ],
])('the size of %j', (given, size) => {
  expect(terminalSize(given as TerminalOutput)).toEqual(size);
});

test('a terminal is raw while it is needed, and tells of its sizes', () => {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => modes.push(raw),
  });
  const output = Object.assign(new EventEmitter(), { columns: 100, rows: 30 });
  const sizes: unknown[] = [];
  const terminal = new RawTerminal(input, output as unknown as TerminalOutput);
  terminal.onResize((size) => sizes.push(size));
  Object.assign(output, { columns: 90 });
  output.emit('resize');
  terminal[Symbol.dispose]();
  terminal[Symbol.dispose]();
  output.emit('resize');
  expect(modes).toEqual([true, false]);
  expect(sizes).toEqual([{ columns: 90, rows: 30 }]);
  expect(output.listenerCount('resize')).toBe(0);
});

test('what is no terminal stays as it is', () => {
  using terminal = new RawTerminal(new PassThrough(), new PassThrough());
  expect(terminal.size).toEqual({ columns: 80, rows: 24 });
});
