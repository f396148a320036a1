import { ArchiveError } from '@vmslot/proto/archive';
import { LinkError } from '@vmslot/proto/link';
import { RpcError, type Code } from '@vmslot/proto/rpc';

/** Codes of Node and of undici that mean: the agent was not reached, or the connection was lost. */
const UNAVAILABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_WRITE_AFTER_END',
  'HPE_INVALID_EOF_STATE',
  'UND_ERR_CLOSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_DESTROYED',
  'UND_ERR_INFO',
  'UND_ERR_SOCKET',
]);

/**
 * Why a call failed, as an `RpcError` with the cause kept. The only place that knows the codes of
 * Node, undici and the link.
 *
 * - What fails because `signal` was aborted: canceled, or deadline_exceeded where its reason is a
 *   timeout.
 * - The agent was not reached, or the connection was lost: unavailable.
 * - The reply is no HTTP, too long, or otherwise against the protocol: internal.
 */
export function toRpcError(error: unknown, signal?: AbortSignal): RpcError {
  if (error instanceof RpcError) return error;
  if (signal?.aborted === true) return RpcError.from(signal.reason, 'canceled');
  return RpcError.from(asRpcError(error), 'internal');
}

function asRpcError(error: unknown): unknown {
  if (error instanceof LinkError) {
    return failed(error.code === 'limit_reached' ? 'resource_exhausted' : 'unavailable', error);
  }
  if (error instanceof ArchiveError) return failed('data_loss', error);
  if (!(error instanceof Error)) return error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && UNAVAILABLE.has(code) ? failed('unavailable', error) : error;
}

function failed(code: Code, cause: Error): RpcError {
  const what = code === 'unavailable' ? 'the agent cannot be reached: ' : '';
  return new RpcError(code, `${what}${cause.message}`, { cause });
}
