import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { adopt, launch, LaunchInput, type LaunchOptions, resizeTerminal } from './index.ts';
import { LaunchFixture, script } from './launch-fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

const STREAM = { stdin: { kind: 'stream' } } as const;
const TERMINAL = { ...STREAM, terminal: { columns: 91, rows: 33 } };

/** Waits until a text has come out. */
async function printed({ statusDirectory }: LaunchOptions, text: string): Promise<void> {
  await expect.poll(() => readFile(`${statusDirectory}.out`, 'utf8')).toContain(text);
}

test('input goes on over the death of the agent, and ends when that is wanted', async () => {
  await using fixture = await LaunchFixture.create();
  const options = fixture.options(['cat'], STREAM);
  const first = await launch(options);
  {
    using input = new LaunchInput(options.statusDirectory);
    expect(input.write(Buffer.from('one '))).toBe(4);
  }
  await printed(options, 'one ');
  first[Symbol.dispose]();
  const second = await adopt(options.statusDirectory);
  using input = new LaunchInput(options.statusDirectory);
  expect(input.write(Buffer.from('two'))).toBe(3);
  input.close();
  input.close();
  expect(await second?.exit).toMatchObject({ exitCode: 0 });
  expect(await readFile(`${options.statusDirectory}.out`, 'utf8')).toBe('one two');
  expect(input.write(Buffer.from('more'))).toBeUndefined();
});

test('a program that does not read takes no more than there is room for', async () => {
  await using fixture = await LaunchFixture.create();
  const options = fixture.options(['sleep', '1000'], STREAM);
  const { exit } = await fixture.run(options, (launched) => {
    using input = new LaunchInput(options.statusDirectory);
    let taken = 0;
    for (let more = 1; more > 0; taken += more) more = input.write(Buffer.alloc(100_000)) ?? 0;
    expect(taken).toBe(65_536);
    expect(launched.signal(15)).toBe(true);
    return Promise.resolve();
  });
  expect(exit.signalNumber).toBe(15);
});

test('a program at a terminal has its size, its keys and its own end', async () => {
  await using fixture = await LaunchFixture.create();
  const show = 'stty size; [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo all; ls /proc/self/fd | wc -l';
  // A signal interrupts `read`, wherever it finds it.
  const text = `trap 'stty size' WINCH; ${show}; until read x; do :; done; echo "got $x"; read y; kill -9 $$`;
  const options = fixture.options(script(text), TERMINAL);
  const { exit, stdout } = await fixture.run(options, async (launched) => {
    using input = new LaunchInput(options.statusDirectory);
    await printed(options, 'all\r\n');
    expect(await resizeTerminal(launched, { columns: 20, rows: 10 })).toBe(true);
    input.write(Buffer.from('abc\n'));
    await printed(options, 'got abc\r\n');
    input.write(Buffer.from('\n'));
  });
  expect(exit).toMatchObject({ exitCode: 0, signalNumber: 9, lostBecause: undefined });
  expect(stdout).toContain('33 91\r\n');
  expect(stdout).toContain('10 20\r\n');
});

test.each([
  ['exit 137', { exitCode: 137, signalNumber: 0 }],
  ['kill -9 $$', { exitCode: 0, signalNumber: 9 }],
  ['kill -1 $$', { exitCode: 0, signalNumber: 1 }],
  ['exit 3', { exitCode: 3, signalNumber: 0 }],
])('the end of %s at a terminal is exact', async (text, end) => {
  await using fixture = await LaunchFixture.create();
  expect((await fixture.run(fixture.options(script(text), TERMINAL))).exit).toMatchObject(end);
});

test('bytes come through a terminal as they are, a key interrupts, a quote is a quote', async () => {
  await using fixture = await LaunchFixture.create();
  const env = new Map([['QUOTE', `it's "$HOME" \\`]]);
  const text = `stty raw; printf '\\000\\001\\377%s' "$QUOTE"; stty cooked; echo up; exec sleep 1000`;
  const options = fixture.options(script(text), { ...TERMINAL, env });
  const { exit, stdout } = await fixture.run(options, async () => {
    using input = new LaunchInput(options.statusDirectory);
    await printed(options, 'up');
    input.write(Buffer.of(3));
  });
  expect(exit.signalNumber).toBe(2);
  expect(stdout).toContain(`\u0000\u0001\u00ff${env.get('QUOTE')}`);
});

test('a program that is not there is told at a terminal too', async () => {
  await using fixture = await LaunchFixture.create();
  const { verdict } = await fixture.run(fixture.options(['no-such-program'], TERMINAL));
  expect(verdict).toEqual({ started: false, stage: 'exec', exitCode: 127 });
});
