import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HypervisorError } from '../errors.ts';
import { encodeOverlay } from './encode-overlay.ts';
import { MAX_SNAPSHOT_COUNT, readOverlay } from './read-overlay.ts';

const TABLE_AT = 4 * 65_536;

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-overlay-'));
  file = join(directory, 'overlay.qcow2');
});

afterEach(() => rm(directory, { recursive: true }));

function empty(): Buffer {
  const overlay = { backingFile: '/images/ä/disk', backingFormat: 'raw', virtualBytes: 2 ** 20 };
  return Buffer.from(encodeOverlay(overlay as Parameters<typeof encodeOverlay>[0]));
}

/** One entry as QEMU writes it, with 24 bytes of extra data. */
function entry(id: string, tag: string, bytes: number): Buffer {
  const length = 40 + 24 + id.length + tag.length;
  const buffer = Buffer.alloc(Math.ceil(length / 8) * 8);
  buffer.writeBigUInt64BE(3n * 65_536n, 0);
  buffer.writeUInt32BE(1, 8);
  buffer.writeUInt16BE(id.length, 12);
  buffer.writeUInt16BE(tag.length, 14);
  buffer.writeUInt32BE(1_700_000_000, 16);
  buffer.writeUInt32BE(24, 36);
  buffer.writeBigUInt64BE(BigInt(bytes), 40);
  buffer.write(id + tag, 64, 'latin1');
  return buffer;
}

function withSnapshots(...entries: Buffer[]): Buffer {
  const overlay = Buffer.concat([empty(), ...entries]);
  overlay.writeUInt32BE(entries.length, 60);
  overlay.writeBigUInt64BE(BigInt(TABLE_AT), 64);
  return overlay;
}

async function read(bytes: Uint8Array) {
  await writeFile(file, bytes);
  return readOverlay(file);
}

describe('readOverlay', () => {
  test('reads what the overlay is of, and its snapshots', async () => {
    expect(await read(empty())).toEqual({
      backingFile: '/images/ä/disk',
      virtualBytes: 2 ** 20,
      snapshots: [],
    });
    const two = withSnapshots(entry('1', 'first', 5), entry('22', 'b', 2 ** 40));
    expect((await read(two)).snapshots).toEqual([
      { tag: 'first', bytes: 5, savedAtMs: 1_700_000_000_000 },
      { tag: 'b', bytes: 2 ** 40, savedAtMs: 1_700_000_000_000 },
    ]);
  });

  test('refuses what is missing, cut off, corrupt or something else', async () => {
    const unusable = { code: 'snapshot_unusable', message: expect.stringContaining(file) };
    await expect(readOverlay(file)).rejects.toMatchObject(unusable);
    const two = withSnapshots(entry('1', 'first', 5), entry('2', 'second', 6));
    for (const length of [0, 50, 110, TABLE_AT - 1, TABLE_AT + 10, two.length - 8]) {
      await expect(read(two.subarray(0, length))).rejects.toMatchObject(unusable);
    }
    const [corrupt, other, old, many, beyond] = Array.from({ length: 5 }, () => Buffer.from(two));
    corrupt?.writeUInt32BE(2, 76);
    other?.write('QED', 0);
    old?.writeUInt32BE(2, 4);
    many?.writeUInt32BE(MAX_SNAPSHOT_COUNT + 1, 60);
    beyond?.writeBigUInt64BE(2n ** 63n, 64);
    for (const bytes of [corrupt, other, old, many, beyond]) {
      await expect(read(bytes as Buffer)).rejects.toMatchObject(unusable);
    }
  });

  test('reads or refuses whatever is damaged', async () => {
    const two = withSnapshots(entry('1', 'first', 5), entry('2', 'second', 6));
    const place = fc.oneof(fc.nat(104), fc.integer({ min: TABLE_AT, max: two.length - 1 }));
    await fc.assert(
      fc.asyncProperty(place, fc.nat(255), async (offset, value) => {
        const damaged = Buffer.from(two);
        damaged[offset] = value;
        await read(damaged).catch((error: unknown) => {
          expect(error).toBeInstanceOf(HypervisorError);
        });
      }),
    );
  });
});
