import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { UploadStore } from '../../guest-agent/src/file/index.ts';

/** A part of an agent that takes one upload from where it is, for a test that kills it. */
const [directory = '', uploadId = '', path = '', source = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const PIECE_BYTES = 1024 * 1024;

const store = new UploadStore({ directory });
await store.open();
const content = readFileSync(source);
process.stdout.write('ready\n');
const request = { uploadId, path, sizeBytes: content.length };
const { receivedBytes = 0 } = await store.begin(request, { owner: undefined });
process.stdout.write(`received ${receivedBytes}\n`);
for (let offset = receivedBytes; offset < content.length;) {
  const piece = Readable.from([content.subarray(offset, offset + PIECE_BYTES)]);
  const options = { offset, digest: { kind: 'none' }, signal } as const;
  offset = (await store.write(uploadId, piece, options)).receivedBytes;
  process.stdout.write(`received ${offset}\n`);
}
await store.finish({ uploadId }, { signal });
process.stdout.write('finished\n');
