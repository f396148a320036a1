import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AgentEndpoint } from '../hypervisor/driver.ts';
import { socketPath } from '../hypervisor/socket-path.ts';

/** Why an endpoint was not reached. */
export type DialErrorCode = 'canceled' | 'not_there' | 'refused' | 'failed';

/** Error of {@link dial}; `message` is one line for people. */
export class DialError extends Error {
  override readonly name = 'DialError';
  /**
   * `not_there`: no socket of that name; `refused`: nobody listens or has room; `canceled`: given up;
   * `failed`: the rest.
   */
  readonly code: DialErrorCode;

  constructor(code: DialErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const CODES: Readonly<Record<string, DialErrorCode>> = {
  ENOENT: 'not_there',
  ECONNREFUSED: 'refused',
  EAGAIN: 'refused',
};

/**
 * Opens a byte pipe to a machine's agent. The caller owns it and closes it; `signal` only ends the
 * dialling. That the pipe is open says nothing about the guest: the hypervisor itself takes the call.
 *
 * @throws DialError
 */
export async function dial(
  endpoint: AgentEndpoint,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Duplex> {
  const { signal } = options;
  if (signal?.aborted === true) throw canceled(endpoint, signal);
  // The name of a socket has little room, and the working directory may make a short one of a long.
  const socket = connect({ path: socketPath(endpoint.path) });
  let onAbort: () => void = () => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(canceled(endpoint, signal));
      const onError = (error: Error): void => reject(dialError(endpoint, error));
      signal?.addEventListener('abort', onAbort, { once: true });
      socket.once('error', onError).once('connect', () => {
        // From here on errors are the caller's to see.
        socket.off('error', onError);
        resolve();
      });
    });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function dialError(endpoint: AgentEndpoint, error: NodeJS.ErrnoException): DialError {
  return new DialError(
    CODES[error.code ?? ''] ?? 'failed',
    `the machine's agent port ${endpoint.path} cannot be opened: ${error.message}; is the machine on?`,
    { cause: error },
  );
}

function canceled(endpoint: AgentEndpoint, signal: AbortSignal | undefined): DialError {
  return new DialError('canceled', `dialling ${endpoint.path} was given up`, {
    cause: signal?.reason,
  });
}
