import { DEFAULT_SERIAL_IN_FLIGHT_BYTES, type SeedLink } from '@vmslot/proto/seed';
import { AgentError } from '../errors.ts';

/** Where the agent listens. The first two are byte pipes with a link on them, the others sockets. */
export type ListenAddress =
  | SeedLink
  /** A pipe in both directions that the agent was started with; what it carries is a link. */
  | { readonly kind: 'descriptor'; readonly fileDescriptor: number }
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/**
 * Reads an address as it is written on the command line: `unix:PATH`, `tcp:HOST:PORT` (port 0 lets the
 * system choose), `serial:/dev/NAME`, or `fd:NUMBER`.
 *
 * @throws AgentError `invalid_argument`
 */
export function parseListenAddress(text: string): ListenAddress {
  const [, scheme, rest = ''] = /^([a-z]+):(.+)$/.exec(text) ?? [];
  if (scheme === 'unix') return { kind: 'unix', path: rest };
  if (scheme === 'serial' && rest.startsWith('/dev/')) {
    return { kind: 'serial', path: rest, maxInFlightBytes: DEFAULT_SERIAL_IN_FLIGHT_BYTES };
  }
  if (scheme === 'fd' && /^\d{1,4}$/.test(rest)) {
    return { kind: 'descriptor', fileDescriptor: Number(rest) };
  }
  const tcp = /^([^:]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(rest);
  if (scheme === 'tcp' && tcp?.[1] !== undefined && Number(tcp[2]) <= 65_535) {
    return { kind: 'tcp', host: tcp[1].replace(/^\[(.*)\]$/, '$1'), port: Number(tcp[2]) };
  }
  throw new AgentError(
    'invalid_argument',
    `--listen ${text}: write unix:PATH, tcp:HOST:PORT, serial:/dev/NAME or fd:NUMBER`,
  );
}
