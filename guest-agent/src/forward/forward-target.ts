import { AgentError } from '../errors.ts';

/** A port of this machine that only this machine can reach. */
export interface ForwardTarget {
  readonly host: '127.0.0.1' | '::1';
  readonly port: number;
}

const LOOPBACK: ReadonlyMap<string, ForwardTarget['host']> = new Map([
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['[::1]', '::1'],
]);

/**
 * Reads the target of a CONNECT request: `127.0.0.1:PORT`, `localhost:PORT` (the same, no name is
 * looked up) or `[::1]:PORT`.
 *
 * @throws AgentError permission_denied for another host, invalid_argument for what is no target at all
 */
export function parseForwardTarget(text: string): ForwardTarget {
  const [, name = '', digits] = /^([^:]{1,255}|\[[^\]]{1,255}\]):([1-9]\d{0,4})$/.exec(text) ?? [];
  const port = Number(digits);
  const quoted = JSON.stringify(text.slice(0, 100));
  if (name === '' || port > 65_535) {
    throw new AgentError('invalid_argument', `${quoted}: write 127.0.0.1:PORT or [::1]:PORT`);
  }
  const host = LOOPBACK.get(name);
  if (host !== undefined) return { host, port };
  throw new AgentError(
    'permission_denied',
    `${quoted} is not forwarded to: only 127.0.0.1, localhost and [::1] are`,
  );
}
