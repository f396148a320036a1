import type { Duplex } from 'node:stream';
import {
  codeFromHttpStatus,
  decodeErrorBody,
  MAX_ERROR_BODY_BYTES,
  RpcError,
} from '@vmslot/proto/rpc';
import type { Dispatcher, Pool } from 'undici';
import { toRpcError } from './call-failure.ts';
import { callSignal, type CallOptions } from './call-options.ts';
import { readAll } from './exchange.ts';
import { DEFAULT_CALL_TIMEOUT_MS } from './limits.ts';

/**
 * Asks the agent for a connection to a loopback port of the guest (`CONNECT 127.0.0.1:PORT`). What
 * comes out of it is the guest's: nothing of it is to be trusted. The caller destroys it.
 *
 * @param options `signal` and `timeoutMs` count until it is open. Default: `DEFAULT_CALL_TIMEOUT_MS`
 * @throws RangeError for what is no port
 * @throws RpcError what the agent says where it refuses, else as every call
 */
export async function openTunnel(pool: Pool, port: number, options: CallOptions): Promise<Duplex> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`${port} is no port: give 1 to 65535`);
  }
  const signal = callSignal(options, options.timeoutMs ?? DEFAULT_CALL_TIMEOUT_MS);
  let reply: Dispatcher.ConnectData;
  try {
    reply = await pool.connect({ path: `127.0.0.1:${port}`, signal: signal ?? null });
  } catch (error) {
    throw toRpcError(error, signal);
  }
  const { statusCode, socket } = reply;
  if (statusCode === 200) return socket;
  // The agent ends the connection after its reply.
  socket.on('error', () => undefined);
  const abort = (): void => void socket.destroy();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const body = await readAll(socket, MAX_ERROR_BODY_BYTES, signal);
    throw decodeErrorBody(body, codeFromHttpStatus(statusCode));
  } catch (error) {
    throw error instanceof RpcError ? error : toRpcError(error, signal);
  } finally {
    signal?.removeEventListener('abort', abort);
    socket.destroy();
  }
}
