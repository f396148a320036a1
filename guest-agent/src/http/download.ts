import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { CONTENT_DIGEST_TRAILER, formatContentDigest } from '@vmslot/proto/archive';
import { writePiece, type Exchange } from './reply.ts';

/** Settings of `sendStream`. */
export interface SendStreamOptions {
  readonly contentType: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Sends a stream as the body of a reply, chunked, at the caller's pace, with its SHA-256 as trailer.
 * The header goes out with the first bytes, so that a failure before them can still be told as an
 * error. Destroys the stream in every case.
 *
 * @throws the stream's error or the signal's reason; where the header is out, the connection is cut
 */
export async function sendStream(
  { outgoing }: Exchange,
  source: Readable,
  { contentType, headers = {}, signal }: SendStreamOptions,
): Promise<void> {
  const hash = createHash('sha256');
  const writeHead = (): void => {
    if (outgoing.headersSent) return;
    outgoing.writeHead(200, {
      ...headers,
      'content-type': contentType,
      trailer: CONTENT_DIGEST_TRAILER,
    });
  };
  const stop = (): void => void source.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  // The loop below sees errors only while it waits for bytes; while it waits for room, this does.
  source.on('error', () => undefined);
  try {
    signal.throwIfAborted();
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      writeHead();
      hash.update(chunk);
      await writePiece(outgoing, chunk, signal);
    }
    writeHead();
    outgoing.addTrailers({ [CONTENT_DIGEST_TRAILER]: formatContentDigest(hash.digest()) });
    outgoing.end();
  } catch (error) {
    if (outgoing.headersSent) outgoing.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    source.destroy();
  }
}
