import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHANNEL_OFFSETS, SHARED_MEMORY_BYTES, type ChannelName } from '@vmslot/proto/boinc';
import { openMessageChannels } from './open-message-channels.ts';
import { openSharedMemoryFile } from './shared-memory-file.ts';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-shm-'));
  path = join(directory, 'boinc_mmap_file');
  writeFileSync(path, Buffer.alloc(SHARED_MEMORY_BYTES));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** The client's side, as its C code does it on a mapping: read all, change bytes, write all. */
const naive = {
  send(channel: ChannelName, text: Buffer): boolean {
    const memory = readFileSync(path);
    const at = CHANNEL_OFFSETS[channel];
    if (memory[at] !== 0) return false;
    Buffer.concat([text.subarray(0, 1022), Buffer.of(0)]).copy(memory, at + 1);
    memory[at] = 1;
    writeFileSync(path, memory, { flag: 'r+' });
    return true;
  },
  receive(channel: ChannelName): string | undefined {
    const memory = readFileSync(path);
    const at = CHANNEL_OFFSETS[channel];
    if (memory[at] === 0) return undefined;
    const text = memory.subarray(at + 1, at + 1024);
    const end = text.indexOf(0);
    memory[at] = 0;
    const found = text.toString('latin1', 0, end < 0 ? 1022 : end);
    writeFileSync(path, memory, { flag: 'r+' });
    return found;
  },
  poke(at: number, bytes: Uint8Array): void {
    const memory = readFileSync(path);
    Buffer.from(bytes).copy(memory, at);
    writeFileSync(path, memory, { flag: 'r+' });
  },
};

describe('messages', () => {
  test('arrive whole, in order, on all channels and in both directions', () => {
    const names = Object.keys(CHANNEL_OFFSETS) as ChannelName[];
    const step = fc.record({
      channel: fc.constantFrom(...names),
      what: fc.constantFrom('app-send', 'app-receive', 'client-send', 'client-receive'),
      text: fc.oneof(
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ minLength: 900, maxLength: 1100, unit: 'grapheme-ascii' }),
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        writeFileSync(path, Buffer.alloc(SHARED_MEMORY_BYTES));
        const channels = openSharedMemoryFile(directory);
        const pending = new Map<ChannelName, string>();
        try {
          for (const { channel, what, text } of steps) {
            const before = pending.get(channel);
            expect(channels.isPending(channel)).toBe(before !== undefined);
            if (what.endsWith('send')) {
              const isSent =
                what === 'app-send'
                  ? channels.send(channel, text)
                  : naive.send(channel, Buffer.from(text.split('\0')[0]!, 'latin1'));
              expect(isSent).toBe(before === undefined);
              if (isSent) pending.set(channel, text.split('\0')[0]!.slice(0, 1022));
            } else {
              const found =
                what === 'app-receive' ? channels.receive(channel) : naive.receive(channel);
              expect(found).toBe(before);
              pending.delete(channel);
            }
          }
        } finally {
          channels.close();
        }
      }),
      { numRuns: 200 },
    );
  });

  test('with garbage are text, and the channel is free afterwards', () => {
    const channels = openSharedMemoryFile(directory);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1023, maxLength: 1023 }),
        fc.integer({ min: 1, max: 255 }),
        (bytes, flag) => {
          naive.poke(4096, Buffer.concat([Buffer.of(flag), bytes]));
          const end = bytes.indexOf(0);
          expect(channels.receive('heartbeat')).toBe(
            Buffer.from(bytes).toString('latin1', 0, end < 0 ? 1022 : end),
          );
          expect(channels.receive('heartbeat')).toBeUndefined();
          // Its neighbours are as they were.
          expect(channels.isPending('graphics_reply')).toBe(false);
          expect(channels.isPending('app_status')).toBe(false);
        },
      ),
      { numRuns: 50 },
    );
    channels.close();
  });

  test('without a NUL, as a writer that was killed leaves them, end with their channel', () => {
    const channels = openSharedMemoryFile(directory);
    naive.poke(5120, Buffer.alloc(1024, 'x'));
    naive.poke(4096, Buffer.alloc(1024, 'y'));
    expect(channels.receive('heartbeat')).toBe('y'.repeat(1022));
    expect(channels.receive('app_status')).toBe('x'.repeat(1022));
    channels.close();
  });

  test('are never replaced while they are unread', () => {
    const channels = openSharedMemoryFile(directory);
    expect(channels.send('app_status', 'first')).toBe(true);
    expect(channels.send('app_status', 'second')).toBe(false);
    expect(naive.receive('app_status')).toBe('first');
    expect(channels.send('app_status', 'third, longer')).toBe(true);
    expect(naive.receive('app_status')).toBe('third, longer');
    expect(channels.send('app_status', 'short')).toBe(true);
    expect(naive.receive('app_status')).toBe('short');
    channels.close();
  });

  test('of a file that is cut off meanwhile are none; of one that is closed as well', () => {
    const channels = openSharedMemoryFile(directory);
    naive.send('heartbeat', Buffer.from('<heartbeat/>'));
    truncateSync(path, 4096);
    expect(channels.receive('heartbeat')).toBeUndefined();
    truncateSync(path, 0);
    expect(channels.receive('process_control_request')).toBeUndefined();
    channels.close();
    channels.close();
    expect(channels.send('app_status', 'late')).toBe(false);
    expect(channels.receive('heartbeat')).toBeUndefined();
    expect(channels.isPending('app_status')).toBe(false);
  });
});

describe('a file that cannot be used', () => {
  const open = (): unknown => {
    try {
      openSharedMemoryFile(directory).close();
      return undefined;
    } catch (error) {
      return error;
    }
  };

  test('is not there', () => {
    rmSync(path);
    expect(open()).toMatchObject({
      code: 'shared_memory_unusable',
      message: `${path} is not there, so the client cannot be heard: let the client start the task again`,
    });
  });

  test.each([0, 1, 1024, 8191])('has %i bytes', (size) => {
    writeFileSync(path, Buffer.alloc(size));
    const error = open() as Error;
    expect(error).toMatchObject({ code: 'shared_memory_unusable' });
    expect(error.message).toContain(`has ${size} bytes instead of 8192`);
  });

  test('is a directory or a pipe', () => {
    rmSync(path);
    mkdirSync(path);
    expect(open()).toMatchObject({ code: 'shared_memory_unusable' });
    rmSync(path, { recursive: true });
    execFileSync('mkfifo', [path]);
    expect(open()).toMatchObject({ code: 'shared_memory_unusable' });
  });

  test('a larger one is kept, as the client does', () => {
    writeFileSync(path, Buffer.alloc(2 * SHARED_MEMORY_BYTES));
    expect(open()).toBeUndefined();
  });
});

test('the channels of this system are that file; those of Windows are refused with a line', () => {
  const channels = openMessageChannels({ directory, platform: 'linux' });
  expect(channels.send('app_status', 'text')).toBe(true);
  channels.close();
  const open = (): unknown =>
    openMessageChannels({ directory, platform: 'win32', commObjName: 'boinc_3' });
  expect(open).toThrow(/boinc_3 of Windows/);
});
