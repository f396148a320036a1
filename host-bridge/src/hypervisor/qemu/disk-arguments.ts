import type { ImageDevices, VmDefinition } from '../driver.ts';

/** The block node that the guest writes to, and that holds the snapshots. */
export const OVERLAY_NODE = 'overlay';

/**
 * What the guest sees of the two disks. On a plain PC the seed is a compact disc: QEMU's hard discs of that kind
 * cannot be read-only.
 */
const DISK_DEVICES: Readonly<
  Record<ImageDevices, { readonly overlay: string; readonly seed: string }>
> = {
  virtio: { overlay: 'virtio-blk-pci', seed: 'virtio-blk-pci' },
  pc: { overlay: 'ide-hd,bus=ide.0,unit=0', seed: 'ide-cd,bus=ide.1,unit=0' },
};

/** Arguments for the job's disk, an overlay over the image, and for the seed disk, which is only read. */
export function diskArguments(definition: VmDefinition, overlayFile: string): string[] {
  const { image, seedFile } = definition;
  const devices = DISK_DEVICES[image.devices ?? 'virtio'];
  return [
    blockdev({
      driver: image.diskFormat,
      'node-name': 'image',
      'read-only': true,
      file: { driver: 'file', filename: image.diskFile },
      // An image stands for itself: it may not name a further file of the host as its backing.
      ...(image.diskFormat === 'qcow2' ? { backing: null } : {}),
    }),
    blockdev({
      driver: 'qcow2',
      'node-name': OVERLAY_NODE,
      // Blocks that the guest frees or fills with zeros give their room back to the host.
      discard: 'unmap',
      'detect-zeroes': 'unmap',
      // Writeback with flushes: what the guest has synced survives a crash of the host.
      cache: { direct: false, 'no-flush': false },
      file: { driver: 'file', filename: overlayFile, discard: 'unmap' },
      backing: 'image',
    }),
    // Room that runs out on the host stops the machine with an event, instead of errors in the guest.
    ['-device', `${devices.overlay},drive=${OVERLAY_NODE},werror=enospc,rerror=report`],
    blockdev({
      driver: 'raw',
      'node-name': 'seed',
      'read-only': true,
      file: { driver: 'file', filename: seedFile },
    }),
    ['-device', `${devices.seed},drive=seed`],
  ].flat();
}

/** As JSON, in which a path may hold any character; QEMU's other notation splits at commas. */
export function blockdev(node: Readonly<Record<string, unknown>>): string[] {
  return ['-blockdev', JSON.stringify(node)];
}
