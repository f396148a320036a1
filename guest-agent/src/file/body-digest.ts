import { assertDigest, DigestTap, SuffixDigestReader } from '@vmslot/proto/archive';

/** How the SHA-256 of a body travels. */
export type BodyDigest =
  /** The last 32 bytes of the body are the digest of those before. */
  | { readonly kind: 'suffix' }
  /** It was said before the body. */
  | { readonly kind: 'value'; readonly sha256: Uint8Array }
  /** Not at all. */
  | { readonly kind: 'none' };

/** Passes a body on, without its suffix, and has its digest in the end. */
export function createDigestStream(digest: BodyDigest): DigestTap | SuffixDigestReader {
  return digest.kind === 'suffix' ? new SuffixDigestReader() : new DigestTap();
}

/**
 * Digest of a body that has ended well.
 * @throws ArchiveError with digest_mismatch where another one was said before
 */
export function checkedDigest(
  stream: DigestTap | SuffixDigestReader,
  expected: BodyDigest,
): Buffer {
  const digest = stream.digest;
  if (digest === undefined) throw new Error('the digest of a body was asked for before its end');
  if (expected.kind === 'value') assertDigest(digest, expected.sha256);
  return digest;
}
