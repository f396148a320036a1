import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { encodeEnvelope } from '@vmslot/proto/rpc';

/** Parts of a reply; every one may be a lie. */
export interface HttpReply {
  readonly status?: number | string;
  readonly type?: string;
  /** Lines beside content type and framing. */
  readonly headers?: readonly string[];
  readonly body?: Uint8Array | string;
  /** Lines after a chunked body; without them the body has a content length. */
  readonly trailers?: readonly string[];
  /** In the place of the true content length. */
  readonly contentLength?: string;
}

/** Type of a reply of a unary call. */
export const PROTO = 'application/proto';
/** Type of a reply of a server stream. */
export const STREAM = 'application/connect+proto';
export const JSON_TYPE = 'application/json';

/** Bytes of a reply. */
export function httpReply(reply: HttpReply): Buffer {
  const { status = 200, type = PROTO, headers = [], trailers, contentLength } = reply;
  const body = Buffer.from(reply.body ?? '');
  const framing =
    trailers === undefined
      ? `content-length: ${contentLength ?? body.length}`
      : 'transfer-encoding: chunked';
  const lines = [`HTTP/1.1 ${status} OK`, `content-type: ${type}`, framing, ...headers, '', ''];
  const head = Buffer.from(lines.join('\r\n'), 'latin1');
  if (trailers === undefined) return Buffer.concat([head, body]);
  return Buffer.concat([head, chunkOf(body), lastChunk(trailers)]);
}

/** A piece of a chunked body; nothing for nothing, since that would be its end. */
export function chunkOf(bytes: Uint8Array): Buffer {
  if (bytes.length === 0) return Buffer.alloc(0);
  const head = Buffer.from(`${bytes.length.toString(16)}\r\n`);
  return Buffer.concat([head, bytes, Buffer.from('\r\n')]);
}

/** End of a chunked body. */
export function lastChunk(trailers: readonly string[] = []): Buffer {
  return Buffer.from(['0', ...trailers, '', ''].join('\r\n'), 'latin1');
}

/** Head of a chunked reply whose body comes piece by piece. */
export function chunkedHead(type: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`,
  );
}

/** The trailer that tells the right digest. */
export function digestTrailer(body: Uint8Array): string {
  const digest = createHash('sha256').update(body).digest('base64');
  return `content-digest: sha-256=:${digest}:`;
}

/** A reply with a tar archive, as a good agent frames it. */
export function tarReply(body: Uint8Array): Buffer {
  return httpReply({ type: 'application/x-tar', body, trailers: [digestTrailer(body)] });
}

/** A reply of a server stream: the messages, and the end-stream message. */
export function streamReply(messages: readonly Uint8Array[], endStream = '{}'): Buffer {
  const envelopes = messages.map((message) => encodeEnvelope(0, message));
  const end = encodeEnvelope(2, Buffer.from(endStream));
  return httpReply({ type: STREAM, body: Buffer.concat([...envelopes, end]), trailers: [] });
}

/** Writes the same bytes for as long as somebody reads, in a body that never ends. */
export async function writeForEver(stream: Duplex, bytes: Uint8Array): Promise<void> {
  const done = new AbortController();
  stream.once('close', () => done.abort());
  try {
    while (!stream.destroyed) {
      if (!stream.write(bytes)) await once(stream, 'drain', { signal: done.signal });
      else await new Promise((resolve) => setImmediate(resolve));
    }
  } catch {
    // Nobody reads any more.
  }
}
