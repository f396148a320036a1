import { createHash, timingSafeEqual } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { ArchiveError } from './archive-error.ts';

/** Length of a SHA-256, in bytes. */
export const DIGEST_BYTES = 32;

/** Request header that says how the digest of a body travels. */
export const DIGEST_HEADER = 'vmslot-digest';

/** Value of {@link DIGEST_HEADER}: the last 32 bytes of the body are the SHA-256 of those before. */
export const SUFFIX_DIGEST = 'sha-256-suffix';

/** Trailer that carries the digest of a response (RFC 9530). */
export const CONTENT_DIGEST_TRAILER = 'content-digest';

/** Header of a downloaded file: size of the whole file when it was opened, in bytes. */
export const FILE_BYTES_HEADER = 'vmslot-file-bytes';

/** Header of a downloaded file: bytes that the body has. A body with fewer was cut off. */
export const CONTENT_BYTES_HEADER = 'vmslot-content-bytes';

/** Passes bytes on and appends the SHA-256 of all of them. */
export class SuffixDigestWriter extends Transform {
  readonly #hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#hash.update(chunk);
    callback(null, chunk);
  }

  override _flush(callback: TransformCallback): void {
    callback(null, this.#hash.digest());
  }
}

/**
 * Passes bytes on but for the last 32, which must be the SHA-256 of those before. Holds back whole
 * chunks instead of copying: the last one, and as many before as 32 bytes need. Fails at the end
 * with `ArchiveError`: digest_mismatch, or digest_missing where there are fewer than 32 bytes. What
 * was passed on until then is not to be used unless the stream ends well.
 */
export class SuffixDigestReader extends Transform {
  readonly #hash = createHash('sha256');
  #held: Buffer[] = [];
  #heldBytes = 0;
  #digest: Buffer | undefined;

  /** Digest of the bytes passed on; undefined before the end. */
  get digest(): Buffer | undefined {
    return this.#digest;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    let releasedCount = 0;
    for (const held of this.#held) {
      if (this.#heldBytes - held.length < DIGEST_BYTES) break;
      this.#release(held);
      this.#heldBytes -= held.length;
      releasedCount += 1;
    }
    if (releasedCount > 0) this.#held = this.#held.slice(releasedCount);
    callback();
  }

  override _flush(callback: TransformCallback): void {
    const rest = Buffer.concat(this.#held);
    this.#held = [];
    if (rest.length < DIGEST_BYTES) {
      const message = `the body has ${rest.length} bytes, too few for the SHA-256 at its end`;
      callback(new ArchiveError('digest_missing', message));
      return;
    }
    const bodyLength = rest.length - DIGEST_BYTES;
    if (bodyLength > 0) this.#release(rest.subarray(0, bodyLength));
    const digest = this.#hash.digest();
    try {
      assertDigest(digest, rest.subarray(bodyLength));
    } catch (error) {
      callback(error as Error);
      return;
    }
    this.#digest = digest;
    callback();
  }

  #release(bytes: Buffer): void {
    this.#hash.update(bytes);
    this.push(bytes);
  }
}

/** Passes bytes on and has their SHA-256 at the end. */
export class DigestTap extends Transform {
  readonly #hash = createHash('sha256');
  #digest: Buffer | undefined;

  /** Digest of all bytes; undefined before the end. */
  get digest(): Buffer | undefined {
    return this.#digest;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#hash.update(chunk);
    callback(null, chunk);
  }

  override _flush(callback: TransformCallback): void {
    this.#digest = this.#hash.digest();
    callback();
  }
}

/** Formats a digest as RFC 9530, section 2, wants it: `sha-256=:BASE64:`. */
export function formatContentDigest(digest: Uint8Array): string {
  return `sha-256=:${Buffer.from(digest).toString('base64')}:`;
}

/**
 * Parses a Content-Digest field; other algorithms beside SHA-256 are passed over.
 * @returns the 32 bytes, or undefined where the field names no well formed SHA-256
 */
export function parseContentDigest(field: string): Buffer | undefined {
  for (const member of field.split(',')) {
    const match = /^[ \t]*sha-256=:([A-Za-z0-9+/]{43}=):[ \t]*$/.exec(member);
    if (match?.[1] !== undefined) return Buffer.from(match[1], 'base64');
  }
  return undefined;
}

/**
 * Compares the digest of received bytes with a Content-Digest field.
 * @throws ArchiveError with digest_missing or digest_mismatch
 */
export function assertContentDigest(digest: Uint8Array, field: string | undefined): void {
  const expected = field === undefined ? undefined : parseContentDigest(field);
  if (expected === undefined) {
    throw new ArchiveError('digest_missing', 'the body came without its SHA-256');
  }
  assertDigest(digest, expected);
}

/**
 * Compares two digests.
 * @throws ArchiveError with digest_mismatch
 */
export function assertDigest(digest: Uint8Array, expected: Uint8Array): void {
  if (digest.length !== expected.length || !timingSafeEqual(digest, expected)) {
    throw new ArchiveError('digest_mismatch', 'the bytes were damaged on the way; send them again');
  }
}
