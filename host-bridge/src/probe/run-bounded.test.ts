import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runBounded, type RunBoundedOptions } from './run-bounded.ts';
import { writeStandIn } from './stand-in-programs.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-bounded-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const run = (script: string, options: Partial<RunBoundedOptions> = {}) =>
  runBounded(writeStandIn(directory, 'program', script), ['word'], {
    timeoutMs: 60_000,
    maxOutputBytes: 1000,
    environment: { PATH: '/usr/bin:/bin' },
    ...options,
  });

/** Resolves when the kernel says that nobody of the group is left; a zombie waits for its new parent. */
async function groupIsGone(pid: number): Promise<void> {
  await expect
    .poll(() => {
      try {
        process.kill(-pid, 0);
        return 'there';
      } catch (error) {
        return (error as NodeJS.ErrnoException).code;
      }
    })
    .toBe('ESRCH');
}

const pidIn = (name: string) => Number(readFileSync(join(directory, name), 'utf8'));

test('gives both outputs, the exit status, and nothing to read', async () => {
  const result = await run('echo "$1 $PATH"; echo err >&2; read -r x || exit 3');
  expect(result).toEqual({
    outcome: 'ended',
    exitCode: 3,
    signal: null,
    stdout: Buffer.from('word /usr/bin:/bin\n'),
    stderr: Buffer.from('err\n'),
  });
});

test('output up to the limit counts, one byte more does not', async () => {
  const say = 'printf 12345';
  expect(await run(say, { maxOutputBytes: 5 })).toMatchObject({ outcome: 'ended' });
  expect(await run(say, { maxOutputBytes: 4 })).toMatchObject({ outcome: 'failed' });
  expect(await run(`${say} >&2`, { maxOutputBytes: 4 })).toEqual({
    outcome: 'failed',
    reason: 'printed more than 4 bytes',
  });
});

test('children that a program leaves behind are ended with it', async () => {
  const result = await run(`echo $$ > ${directory}/pid; (while :; do sleep 60; done) & exit 0`);
  expect(result).toMatchObject({ outcome: 'ended', exitCode: 0 });
  await groupIsGone(pidIn('pid'));
});

test('a flood is killed with all of its group', async () => {
  const script = `echo $$ > ${directory}/pid; (while :; do sleep 60; done) & while :; do echo x; done`;
  expect(await run(script)).toMatchObject({ outcome: 'failed' });
  await groupIsGone(pidIn('pid'));
});

test('a program that heeds no signal and hangs is killed with all of its group', async () => {
  const script = `trap '' TERM HUP INT; echo $$ > ${directory}/pid; while :; do sleep 60; done & wait`;
  // The limit may strike before the script has begun; then there is nothing of it to look for.
  expect(await run(script, { timeoutMs: 1 })).toEqual({
    outcome: 'failed',
    reason: 'did not end within 0.001 s',
  });
});

test('an abort while it runs kills it, and is passed on', async () => {
  const path = join(directory, 'ready');
  const server = createServer().listen(path);
  await once(server, 'listening');
  const controller = new AbortController();
  const node = JSON.stringify(process.execPath);
  const ready = JSON.stringify(`require('net').connect(${JSON.stringify(path)})`);
  const running = run(`echo $$ > ${directory}/pid; ${node} -e ${ready} & wait; wait`, {
    signal: controller.signal,
  });
  const ended = expect(running).rejects.toThrow('enough');
  const [socket] = (await once(server, 'connection')) as [Socket];
  socket.resume();
  const closed = once(socket, 'close');
  controller.abort(new Error('enough'));
  await ended;
  await closed;
  server.close();
  await groupIsGone(pidIn('pid'));
});
