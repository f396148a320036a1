import { describe, expect, test } from 'vitest';
import { runCommand } from './command.ts';

const node = process.execPath;

describe('runCommand', () => {
  test('returns output and exit status', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    expect(await runCommand(node, ['-e', script])).toEqual({
      exitCode: 3,
      signal: null,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  test('says which program is not there', async () => {
    await expect(runCommand('/nowhere/tool', [])).rejects.toMatchObject({
      code: 'hypervisor_failed',
      message: expect.stringContaining('/nowhere/tool cannot be started'),
    });
  });

  test('kills what runs too long and what prints too much', async () => {
    const hang = 'setInterval(() => {}, 1000)';
    await expect(runCommand(node, ['-e', hang], { timeoutMs: 1 })).rejects.toMatchObject({
      message: expect.stringContaining('did not end within 1 ms'),
    });
    const flood = 'for (;;) console.log("x".repeat(1000))';
    await expect(runCommand(node, ['-e', flood], { maxOutputBytes: 10 })).rejects.toMatchObject({
      message: expect.stringContaining('more than 10 bytes'),
    });
  });

  test('is given up before and while it runs', async () => {
    const before = AbortSignal.abort(new Error('before'));
    await expect(runCommand(node, [], { signal: before })).rejects.toMatchObject({
      code: 'canceled',
      cause: { message: 'before' },
    });
    const controller = new AbortController();
    const run = runCommand(node, ['-e', 'setInterval(() => {}, 1000)'], {
      signal: controller.signal,
    });
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: 'canceled' });
  });
});
