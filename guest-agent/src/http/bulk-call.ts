import type { IncomingMessage } from 'node:http';
import { DIGEST_HEADER, parseContentDigest, SUFFIX_DIGEST } from '@vmslot/proto/archive';
import { RpcError } from '@vmslot/proto/rpc';
import type { BodyDigest, BulkContext, UploadContext } from './bulk-services.ts';
import { sendError, sendReply, type Exchange } from './reply.ts';
import { RequestBody } from './request-body.ts';
import { openRequestScope, untilAborted } from './request-scope.ts';
import { translateError, type InternalErrorListener } from './translate-error.ts';

/** What the bulk calls share. */
export interface BulkCallOptions {
  /** Route, for people. */
  readonly where: string;
  readonly onInternalError: InternalErrorListener;
}

/** Serves a bulk call: what `serve` throws is told to the caller. Never rejects. */
export async function serveBulk(
  exchange: Exchange,
  { where, onInternalError }: BulkCallOptions,
  serve: (context: BulkContext) => Promise<void>,
): Promise<void> {
  using scope = openRequestScope(exchange.outgoing);
  const { signal } = scope;
  try {
    await serve({ signal });
  } catch (error) {
    sendError(exchange, translateError(error, { where, signal, onInternalError }));
  }
}

/** Serves a bulk call whose body goes to `receive`, and replies with the JSON that it gives. */
export async function serveUpload(
  exchange: Exchange,
  options: BulkCallOptions,
  receive: (source: RequestBody, context: UploadContext) => Promise<object>,
): Promise<void> {
  await serveBulk(exchange, options, async ({ signal }) => {
    const digest = readBodyDigest(exchange.incoming);
    const source = new RequestBody(exchange.incoming);
    // Whoever reads it may be gone when the connection breaks.
    source.on('error', () => undefined);
    const work = receive(source, { digest, signal });
    const received = await untilAborted(work, signal).finally(() => source.destroy());
    const body = Buffer.from(JSON.stringify(received));
    sendReply(exchange, { contentType: 'application/json', body });
  });
}

/**
 * How the digest of a body travels, from the header.
 *
 * @throws RpcError invalid_argument for an unknown way, for two at once, or a malformed digest
 */
export function readBodyDigest({ headers }: IncomingMessage): BodyDigest {
  const way = headers[DIGEST_HEADER];
  const field = headers['content-digest'];
  if (way === undefined && field === undefined) return { kind: 'none' };
  if (way !== undefined && field !== undefined) {
    throw new RpcError('invalid_argument', `send either ${DIGEST_HEADER} or content-digest`);
  }
  if (way !== undefined) {
    if (way === SUFFIX_DIGEST) return { kind: 'suffix' };
    throw new RpcError('invalid_argument', `${DIGEST_HEADER} must be ${SUFFIX_DIGEST}`);
  }
  const sha256 = parseContentDigest(String(field));
  if (sha256 !== undefined) return { kind: 'value', sha256 };
  throw new RpcError('invalid_argument', 'content-digest must be sha-256=:BASE64:');
}
