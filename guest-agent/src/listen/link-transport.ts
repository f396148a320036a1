import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { LinkOptions } from '@vmslot/proto/link';
import type { SeedLink } from '@vmslot/proto/seed';
import { openTerminalLine } from './terminal-line.ts';
import { openVirtioSerial } from './virtio-serial.ts';

/** A byte pipe without connections, for a link. */
export type LinkAddress =
  SeedLink | { readonly kind: 'descriptor'; readonly fileDescriptor: number };

/** An open pipe, and what its link has to know of it. */
export interface LinkTransport {
  /** The caller destroys it. */
  readonly transport: Duplex;
  /** For people. */
  readonly name: string;
  readonly linkOptions: Partial<LinkOptions>;
}

/** True where an address is one of a pipe, which needs a link. */
export function isLinkAddress(address: { readonly kind: string }): address is LinkAddress {
  return ['virtio-serial', 'serial', 'descriptor'].includes(address.kind);
}

/** @throws AgentError where there is no such pipe, or it cannot be opened */
export async function openLinkTransport(address: LinkAddress): Promise<LinkTransport> {
  switch (address.kind) {
    case 'virtio-serial': {
      const { portName } = address;
      const transport = await openVirtioSerial(portName);
      return { transport, name: `port ${portName}`, linkOptions: {} };
    }
    case 'serial': {
      const { path, maxInFlightBytes } = address;
      const transport = await openTerminalLine(path);
      return { transport, name: `line ${path}`, linkOptions: { maxInFlightBytes } };
    }
    case 'descriptor': {
      const { fileDescriptor } = address;
      const transport = new Socket({ fd: fileDescriptor, readable: true, writable: true });
      return { transport, name: `descriptor ${fileDescriptor}`, linkOptions: {} };
    }
  }
}
