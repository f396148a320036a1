import { FIRST_CHANNEL_DESCRIPTOR } from '../launch.ts';

/** Inherited sockets of the machine, in the order of their file descriptors. */
export const QEMU_CHANNELS = { qmp: 0, console: 1 } as const;

/** Further inherited sockets of a machine with a network: its frames to the filter, and back. */
export const NETWORK_CHANNELS = { framesOut: 2, framesIn: 3 } as const;

/** QEMU's words for an inherited socket, as the character device `id`. */
export function inheritedSocket(id: string, channel: number): string {
  return `socket,id=${id},fd=${FIRST_CHANNEL_DESCRIPTOR + channel}`;
}
