import { MAX_TIMEOUT_MS } from './limits.ts';
import { RpcError } from './rpc-error.ts';

/** Name of the header with the caller's deadline. */
export const TIMEOUT_HEADER = 'connect-timeout-ms';

/** At most ten digits. Source: Connect protocol reference, `Timeout-Milliseconds`. */
const TIMEOUT_PATTERN = /^[0-9]{1,10}$/;

/** Value of the header: whole milliseconds, at least 1 and at most `MAX_TIMEOUT_MS`. */
export function formatTimeout(timeoutMs: number): string {
  if (Number.isNaN(timeoutMs)) throw new RangeError('timeoutMs must be a number');
  return String(Math.max(1, Math.min(Math.ceil(timeoutMs), MAX_TIMEOUT_MS)));
}

/**
 * Milliseconds until the deadline; undefined without a header. More than `MAX_TIMEOUT_MS` counts as
 * that.
 *
 * @throws RpcError invalid_argument for anything but 1 to 10 digits
 */
export function parseTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!TIMEOUT_PATTERN.test(text)) {
    throw new RpcError('invalid_argument', `${TIMEOUT_HEADER} must have 1 to 10 digits`);
  }
  return Math.min(Number(text), MAX_TIMEOUT_MS);
}
