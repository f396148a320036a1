import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { RpcError } from '@vmslot/proto/rpc';

/**
 * Writes bytes and waits until there is room for more.
 * @throws ReaderLeftError; RpcError canceled by `signal`
 */
export async function writeAll(
  stream: Writable,
  data: Uint8Array | string,
  signal: AbortSignal,
): Promise<void> {
  if (stream.errored !== null || stream.destroyed) throw new ReaderLeftError(stream.errored);
  if (stream.write(data)) return;
  try {
    await once(stream, 'drain', { signal });
  } catch (error) {
    throw signal.aborted ? RpcError.from(signal.reason, 'canceled') : new ReaderLeftError(error);
  }
}

/** Whoever read the output has left, as `head` does when it has seen enough. */
export class ReaderLeftError extends RpcError {
  constructor(cause: unknown) {
    super('aborted', 'whoever read the output has left', { cause });
  }
}
