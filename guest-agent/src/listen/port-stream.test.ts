import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { portReaderScript } from './port-reader-script.ts';
import { PortStream } from './port-stream.ts';

let directory: string;
let fifo: string;
let port: PortStream;

/** What a virtio port takes of one write. */
const PORT_PART_BYTES = 32 * 1024;

/** A FIFO that is read and written through one descriptor gives back what it is given. */
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-port-'));
  fifo = join(directory, 'port');
  execFileSync('mkfifo', [fifo]);
  const fileDescriptor = openSync(fifo, constants.O_RDWR);
  port = new PortStream({ fileDescriptor, readerScript: portReaderScript(), kind: 'port' });
});

afterEach(async () => {
  const waker = openSync(fifo, constants.O_RDWR);
  const closed = once(port, 'close');
  port.destroy();
  // A read that blocks is not broken off: the reader ends behind its next byte.
  writeSync(waker, 'x');
  await closed;
  closeSync(waker);
  rmSync(directory, { recursive: true });
});

test.each([
  ['one byte', [1]],
  ['exactly one part', [PORT_PART_BYTES]],
  ['one piece of several parts', [5 * PORT_PART_BYTES + 7]],
  ['many short pieces', Array.from({ length: 500 }, (_, index) => index % 90)],
  ['more than a write takes, beside short pieces', [32, 300_000, 0, 32, 131_072, 5, 700_001]],
])('nothing is lost, doubled or moved: %s', async (_name, lengths) => {
  const sent = lengths.map((length) => randomBytes(length));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const received: Buffer[] = [];
  let receivedBytes = 0;
  const all = new Promise<void>((resolve) => {
    port.on('data', (piece: Buffer) => {
      received.push(piece);
      receivedBytes += piece.length;
      if (receivedBytes >= total) resolve();
    });
  });
  port.cork();
  for (const piece of sent) port.write(piece);
  port.uncork();
  await all;
  expect(Buffer.concat(received).equals(Buffer.concat(sent))).toBe(true);
});
