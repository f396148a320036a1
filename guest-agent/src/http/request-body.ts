import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { RpcError } from '@vmslot/proto/rpc';

/**
 * Pieces of a body that arrive in one turn of the event loop are handed on as one, up to so many bytes:
 * each piece costs the same in every stream behind, whatever its length.
 */
export const BODY_PIECE_BYTES = 64 * 1024;

/**
 * Body of a request as a stream of its own. Destroying it does not destroy the connection, as it
 * would with the request itself: a service whose pipeline fails destroys its source, and the caller
 * still has to read why. Fails with `RpcError` canceled when the body is cut off.
 */
export class RequestBody extends Readable {
  readonly #incoming: IncomingMessage;
  #complete = false;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;
  #handOnSoon: NodeJS.Immediate | undefined;

  constructor(incoming: IncomingMessage) {
    super();
    this.#incoming = incoming;
    incoming.on('data', this.#take).on('end', this.#end);
    incoming.on('error', this.#cut).on('close', this.#cut);
    incoming.pause();
    if (incoming.destroyed) this.#cut();
  }

  override _read(): void {
    this.#incoming.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const incoming = this.#incoming;
    incoming.off('data', this.#take).off('end', this.#end).off('close', this.#cut);
    // The listener for errors stays: without one, a connection lost later would end the program.
    incoming.pause();
    this.#forget();
    callback(error);
  }

  readonly #take = (chunk: Buffer): void => {
    this.#gathered.push(chunk);
    this.#gatheredBytes += chunk.length;
    if (this.#gatheredBytes >= BODY_PIECE_BYTES) this.#handOn();
    else this.#handOnSoon ??= setImmediate(this.#handOn);
  };

  readonly #handOn = (): void => {
    const [first, ...more] = this.#gathered;
    this.#forget();
    if (first === undefined) return;
    const piece = more.length === 0 ? first : Buffer.concat([first, ...more]);
    if (!this.push(piece)) this.#incoming.pause();
  };

  #forget(): void {
    clearImmediate(this.#handOnSoon);
    this.#handOnSoon = undefined;
    this.#gathered = [];
    this.#gatheredBytes = 0;
  }

  readonly #end = (): void => {
    this.#complete = true;
    this.#handOn();
    this.push(null);
  };

  readonly #cut = (error?: Error): void => {
    if (this.#complete) return;
    this.destroy(new RpcError('canceled', 'the body was cut off', { cause: error }));
  };
}

/** Settings of `readBody`. */
export interface ReadBodyOptions {
  /** A longer body is resource_exhausted. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Whole body of a request. Bytes are counted as they come, and an announced length is checked before
 * the first.
 *
 * @throws RpcError resource_exhausted for a body that is too long, canceled for one that is cut off;
 * the signal's reason
 */
export async function readBody(
  incoming: IncomingMessage,
  { maxBytes, signal }: ReadBodyOptions,
): Promise<Uint8Array> {
  const tooLong = (): RpcError =>
    new RpcError('resource_exhausted', `the body has more than the ${maxBytes} bytes allowed`);
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw tooLong();
  const body = new RequestBody(incoming);
  const stop = (): void => void body.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLong();
      chunks.push(chunk);
    }
    return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
