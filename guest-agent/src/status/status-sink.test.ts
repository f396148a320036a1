import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStatusSink } from './status-sink.ts';

const run = promisify(execFile);
const LINE = `${'x'.repeat(99)}\n`;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-status-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

describe('openStatusSink', () => {
  test('a reader that does not read costs lines, and nothing else', async () => {
    const path = join(directory, 'fifo');
    await run('/usr/bin/mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const sink = openStatusSink(path);
    // Far more than a FIFO holds: 64 KiB, pipe(7).
    for (let count = 0; count < 5000; count += 1) sink.write(LINE);
    const bytes = Buffer.alloc(1024 * 1024);
    const length = readSync(reader, bytes);
    expect(length).toBeGreaterThan(0);
    expect(bytes.toString('latin1', 0, length).replaceAll(LINE, '')).toBe('');
    sink.write(LINE);
    expect(readSync(reader, bytes)).toBe(LINE.length);
    closeSync(reader);
    // Nobody is there any more: EPIPE, and no signal.
    sink.write(LINE);
    sink[Symbol.dispose]();
    sink[Symbol.dispose]();
    sink.write(LINE);
  });

  test('a device that is not there cannot be opened', () => {
    expect(() => openStatusSink(join(directory, 'nothing'))).toThrow('ENOENT');
  });
});
