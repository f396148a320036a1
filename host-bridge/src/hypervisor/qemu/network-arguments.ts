import type { ImageDevices } from '../driver.ts';
import { inheritedSocket, NETWORK_CHANNELS } from './channels.ts';

/** Identifier of the network card. */
export const NETWORK_CARD = 'card';

/** The card: that of virtio, or an Intel 82540EM, for which every system has had a driver for decades. */
const CARD_MODELS: Readonly<Record<ImageDevices, string>> = {
  virtio: 'virtio-net-pci',
  pc: 'e1000',
};

/**
 * Arguments for a network in user mode. Each frame that the guest sends leaves QEMU on one channel and
 * comes back on another, or not at all: see frame-filter.ts. `rx` is what the network receives.
 */
export function networkArguments(devices: ImageDevices = 'virtio'): string[] {
  return [
    ['-netdev', 'user,id=network,ipv6=off'],
    ['-device', `${CARD_MODELS[devices]},id=${NETWORK_CARD},netdev=network,romfile=`],
    ['-chardev', inheritedSocket('frames-out', NETWORK_CHANNELS.framesOut)],
    ['-chardev', inheritedSocket('frames-in', NETWORK_CHANNELS.framesIn)],
    [
      '-object',
      'filter-redirector,id=gate,netdev=network,queue=rx,outdev=frames-out,indev=frames-in',
    ],
  ].flat();
}
