import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileSink } from './file-sink.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-sink-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test.each([
  ['not at all', {}],
  ['before more is taken', { syncBytes: 3000 }],
])('writes all bytes, synced %s', async (_name, options) => {
  const path = join(directory, 'file');
  const file = openSync(path, 'w');
  try {
    const pieces = Array.from({ length: 40 }, (_, index) => randomBytes(index * 37));
    const sink = new FileSink({ file, offset: 0, ...options });
    await pipeline(Readable.from(pieces), sink);
    await sink.idle;
    const sent = Buffer.concat(pieces);
    expect(sink.writtenBytes).toBe(sent.length);
    expect(readFileSync(path).equals(sent)).toBe(true);
  } finally {
    closeSync(file);
  }
});

test('bytes that could not be brought to the disk are told, though the writing went well', async () => {
  // What has no disk behind it cannot be synced: fdatasync(2), EINVAL.
  const file = openSync('/dev/null', 'w');
  try {
    const sink = new FileSink({ file, offset: 0, syncBytes: 1 });
    const sent = pipeline(Readable.from([Buffer.alloc(10)]), sink);
    await expect(sent).rejects.toThrow('EINVAL');
    await sink.idle;
  } finally {
    closeSync(file);
  }
});
