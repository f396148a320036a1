import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHANNEL_OFFSETS, SHARED_MEMORY_BYTES } from '@vmslot/proto/boinc';
import { expect, test } from 'vitest';
import { newSegmentKey } from '../../guest-agent/src/core-client/shared-segment.ts';
import {
  compileSegmentPrograms,
  segmentKeys,
  type SegmentPrograms,
} from './shared-segment-scene.ts';

const run = promisify(execFile);
const pollUntil = { timeout: 30_000 };

/** A process for which messages are carried, and a file for them. Disposing ends it. */
async function openFile({ directory }: SegmentPrograms) {
  const file = join(directory, `memory-${newSegmentKey()}`);
  await writeFile(file, Buffer.alloc(SHARED_MEMORY_BYTES));
  const app = spawn('sleep', ['1000'], { stdio: 'ignore' });
  const ended = once(app, 'exit');
  return {
    file,
    pid: String(app.pid),
    [Symbol.asyncDispose]: async () => {
      app.kill('SIGKILL');
      await ended;
    },
  };
}

/** Exit code of the program with these arguments; what goes on beside it has none of our streams. */
async function exitOf(program: string, words: readonly string[], input = '/dev/null') {
  const line = [`exec "$0" "$@" <>'${input}' >/dev/null 2>&1`, program, ...words];
  return await run('/bin/sh', ['-c', ...line]).then(
    () => 0,
    ({ code }: { code?: number }) => code,
  );
}

test.each(['gcc', 'clang', 'musl-gcc'])(
  'what %s makes of it has segments, and never takes one that is there',
  async (compiler) => {
    await using programs = await compileSegmentPrograms(compiler);
    await using memory = await openFile(programs);
    const { segmentProgram } = programs;
    const key = String(newSegmentKey());
    expect(await exitOf(segmentProgram, ['carry', key, memory.file, memory.pid])).toBe(0);
    expect(await segmentKeys()).toContain(Number(key));
    expect(await exitOf(segmentProgram, ['carry', key, memory.file, memory.pid])).toBe(1);
    const other = String(newSegmentKey());
    expect(await exitOf(segmentProgram, ['carry', other, '/nowhere', memory.pid])).toBe(1);
    expect(await segmentKeys()).not.toContain(Number(other));
    expect(await exitOf(segmentProgram, ['drain', key], memory.file)).toBe(0);
    expect(await segmentKeys()).not.toContain(Number(key));
    expect(await exitOf(segmentProgram, ['drain', key], memory.file)).toBe(0);
  },
  600_000,
);

test('wrong arguments are said so', async () => {
  await using programs = await compileSegmentPrograms();
  for (const words of [
    [],
    ['carry'],
    ['carry', '1', 'file'],
    ['carry', '0', 'file', '1'],
    ['carry', '1', 'file', '-1'],
    ['carry', '1x', 'file', '1'],
    ['drain', '-1'],
    ['drain', '99999999999'],
    ['drain', '1', '1'],
    ['else', '1'],
  ])
    expect(await exitOf(programs.segmentProgram, words), words.join(' ')).toBe(2);
}, 600_000);

test('what the agent says stays in its file until the app has taken it', async () => {
  await using programs = await compileSegmentPrograms();
  await using memory = await openFile(programs);
  const { app, directory, segmentProgram } = programs;
  const key = String(newSegmentKey());
  const flag = async (channel: 'heartbeat' | 'process_control_request') =>
    (await readFile(memory.file))[CHANNEL_OFFSETS[channel]];
  const bytes = Buffer.alloc(SHARED_MEMORY_BYTES);
  for (const channel of ['heartbeat', 'process_control_request'] as const) {
    bytes[CHANNEL_OFFSETS[channel]] = 1;
    bytes.write('<heartbeat/>', CHANNEL_OFFSETS[channel] + 1, 'latin1');
  }
  await writeFile(memory.file, bytes);
  await exitOf(segmentProgram, ['carry', key, memory.file, memory.pid]);
  await writeFile(join(directory, 'init_data.xml'), `<shm_key>${key}</shm_key>\n`);
  const { stdout } = await run(app, ['beats', '1'], { cwd: directory });
  expect(stdout).toBe('<heartbeat/>\n');
  await expect.poll(async () => await flag('heartbeat'), pollUntil).toBe(0);
  expect(await flag('process_control_request')).toBe(1);
  await exitOf(segmentProgram, ['drain', key], memory.file);
}, 600_000);
