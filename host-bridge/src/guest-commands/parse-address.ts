import { isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import { RpcError } from '@vmslot/proto/rpc';
import { printable } from '../report/printable.ts';

/** Where an agent listens on a bare host. */
export type SocketAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

const MAX_PORT = 65_535;

/**
 * Reads `unix:PATH` or `tcp:HOST:PORT`. The connection is not encrypted, so TCP is for this machine's
 * own loopback only.
 * @param workingDirectory what a relative path is relative to
 * @throws RpcError invalid_argument
 */
export function parseAddress(
  option: string,
  text: string,
  workingDirectory: string,
): SocketAddress {
  const path = /^unix:(.+)$/s.exec(text)?.[1];
  if (path !== undefined) return { kind: 'unix', path: resolve(workingDirectory, path) };
  const [, bracketed, bare, digits] =
    /^tcp:(?:\[([0-9a-fA-F:]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? bare;
  const port = Number(digits);
  if (host === undefined || port > MAX_PORT || (bracketed !== undefined && !isIPv6(bracketed))) {
    throw refused(option, text, 'write tcp:127.0.0.1:PORT or unix:PATH');
  }
  if (!isLoopback(host)) {
    throw refused(
      option,
      text,
      'the connection is not encrypted, so only 127.0.0.1 and [::1] serve',
    );
  }
  return { kind: 'tcp', host, port };
}

/** As {@link parseAddress} reads it. */
export function formatAddress(address: SocketAddress): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  const { host, port } = address;
  return `tcp:${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function refused(option: string, text: string, why: string): RpcError {
  return new RpcError('invalid_argument', `${option} ${printable(text)}: ${why}`);
}
