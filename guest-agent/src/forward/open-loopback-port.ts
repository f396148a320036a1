import { connect, type Socket } from 'node:net';
import { AgentError } from '../errors.ts';
import { FORWARD_CONNECT_TIMEOUT_MS } from './forward-limits.ts';
import { parseForwardTarget } from './forward-target.ts';

/**
 * Connects to a loopback port of this machine. Both directions end apart from each other. The caller
 * destroys the connection.
 *
 * @param text target of a CONNECT request, see `parseForwardTarget`
 * @throws AgentError what is wrong with the target; unavailable where nobody listens;
 * deadline_exceeded where the port takes no connection in time
 */
export async function openLoopbackPort(text: string, signal: AbortSignal): Promise<Socket> {
  const { host, port } = parseForwardTarget(text);
  signal.throwIfAborted();
  const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
  const settled = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
      const timer = setTimeout(
        () =>
          reject(
            new AgentError('deadline_exceeded', `port ${port} of the guest took no connection`),
          ),
        FORWARD_CONNECT_TIMEOUT_MS,
      );
      settled.signal.addEventListener('abort', () => clearTimeout(timer));
      signal.addEventListener('abort', () => reject(signal.reason as Error), {
        signal: settled.signal,
      });
    });
    socket.removeAllListeners('error');
    return socket;
  } catch (error) {
    // It may fail once more while it is given up.
    socket.on('error', () => undefined).destroy();
    if (error instanceof AgentError || signal.aborted) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw new AgentError('unavailable', `port ${port} of the guest takes no connection: ${code}`, {
      cause: error,
    });
  } finally {
    settled.abort();
  }
}
