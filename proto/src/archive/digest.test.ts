import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assertContentDigest,
  DigestTap,
  formatContentDigest,
  parseContentDigest,
  SuffixDigestReader,
  SuffixDigestWriter,
} from './digest.ts';

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

async function through(
  bytes: Buffer,
  stream: SuffixDigestReader | SuffixDigestWriter | DigestTap,
  pieceBytes = 1000,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    pieces.push(bytes.subarray(at, at + pieceBytes));
  }
  const out: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => out.push(chunk));
  await pipeline(Readable.from(pieces), stream);
  return Buffer.concat(out);
}

describe('suffix digest', () => {
  test('writer and reader fit, whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        async (content, pieceBytes) => {
          const body = await through(Buffer.from(content), new SuffixDigestWriter());
          expect(body.length).toBe(content.length + 32);
          const reader = new SuffixDigestReader();
          expect(await through(body, reader, pieceBytes)).toEqual(Buffer.from(content));
          expect(reader.digest).toEqual(sha256(content));
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([0, 500, 999, 1000, 1031])('a flipped bit at %i is digest_mismatch', async (at) => {
    const body = await through(Buffer.alloc(1000, 'x'), new SuffixDigestWriter());
    body[at] = (body[at] ?? 0) ^ 1;
    const reader = new SuffixDigestReader();
    await expect(through(body, reader, 64)).rejects.toMatchObject({ code: 'digest_mismatch' });
    expect(reader.digest).toBeUndefined();
  });

  test('a body that was cut is digest_mismatch, a tiny one digest_missing', async () => {
    const body = await through(Buffer.alloc(1000, 'x'), new SuffixDigestWriter());
    const cut = through(body.subarray(0, 1031), new SuffixDigestReader());
    await expect(cut).rejects.toMatchObject({ code: 'digest_mismatch' });
    const tiny = through(body.subarray(0, 31), new SuffixDigestReader(), 10);
    await expect(tiny).rejects.toMatchObject({ code: 'digest_missing' });
    const nothing = through(Buffer.alloc(0), new SuffixDigestReader());
    await expect(nothing).rejects.toMatchObject({ code: 'digest_missing' });
  });
});

describe('Content-Digest', () => {
  test('the tap has the digest in the end, and the field carries it', async () => {
    const tap = new DigestTap();
    expect(tap.digest).toBeUndefined();
    expect((await through(Buffer.from('abc'), tap)).toString()).toBe('abc');
    const digest = tap.digest ?? Buffer.alloc(0);
    const field = formatContentDigest(digest);
    // The example of FIPS 180-2, appendix B.1.
    expect(field).toBe('sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:');
    expect(parseContentDigest(field)).toEqual(digest);
    expect(parseContentDigest(`sha-512=:AAAA:, ${field}`)).toEqual(digest);
    expect(() => assertContentDigest(digest, field)).not.toThrow();
  });

  test.each(['', 'sha-256', 'sha-256=abc', 'sha-256=:AAAA:', 'SHA-256=:x:', 'sha-256=::'])(
    'malformed field %j is none',
    (field) => {
      expect(parseContentDigest(field)).toBeUndefined();
      expect(() => assertContentDigest(sha256(Buffer.alloc(0)), field)).toThrow(
        expect.objectContaining({ code: 'digest_missing' }),
      );
    },
  );

  test('another digest is a mismatch', () => {
    const field = formatContentDigest(sha256(Buffer.from('a')));
    expect(() => assertContentDigest(sha256(Buffer.from('b')), field)).toThrow(
      expect.objectContaining({ code: 'digest_mismatch' }),
    );
  });
});
