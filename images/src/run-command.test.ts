import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

const { signal } = new AbortController();
const node = (script: string, options: Partial<Parameters<typeof runCommand>[2]> = {}) =>
  runCommand(process.execPath, ['-e', script], { signal, ...options });

describe('runCommand', () => {
  test('gives input and returns output, in a fixed locale', async () => {
    const script =
      'process.stdin.pipe(process.stdout); process.stdin.on("end", () => console.log(process.env.LC_ALL))';
    expect(await node(script, { input: 'häl' })).toBe('hälC.UTF-8\n');
  });

  test('passes on lines of standard error as they come', async () => {
    const lines: string[] = [];
    await node('console.error("one\\ntwo")', { onErrorLine: (line) => lines.push(line) });
    expect(lines).toEqual(['one', 'two']);
  });

  test('a failure tells the last words and the advice', async () => {
    const failing = node('console.error("no room"); process.exit(3)', { advice: 'buy a disk' });
    await expect(failing).rejects.toMatchObject({
      code: 'command_failed',
      message: expect.stringMatching(/exit status 3.*no room; buy a disk$/) as string,
    });
  });

  test('a program that is not there is told by name', async () => {
    const missing = runCommand('vmslot-no-such-program', [], { signal });
    await expect(missing).rejects.toMatchObject({
      code: 'program_missing',
      message: 'vmslot-no-such-program is not installed',
    });
  });

  test('ends the program when the signal fires', async () => {
    const stop = new AbortController();
    const running = node('console.error("up"); setInterval(() => {}, 1000)', {
      signal: stop.signal,
      onErrorLine: () => stop.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(node('0', { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('ends a program that takes too long', async () => {
    const running = node('setInterval(() => {}, 1000)', { timeoutMs: 1 });
    await expect(running).rejects.toMatchObject({ code: 'command_failed' });
  });
});
