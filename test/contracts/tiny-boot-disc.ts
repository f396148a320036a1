import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeBootDisc } from '../../host-bridge/src/hypervisor/boot-disc.ts';
import type { VmImage } from '../../host-bridge/src/hypervisor/driver.ts';
import { createTinyGuest, tinyGuestCode, type TinyGuestAction } from './tiny-guest.ts';

/**
 * Makes an image whose boot disc has a tiny guest, for hypervisors that boot from discs only. It powers off as on
 * QEMU's PC, which is what the stand-ins run it on; a vendor's own machine has that register elsewhere.
 */
export async function createTinyBootDisc(
  directory: string,
  action: TinyGuestAction,
): Promise<VmImage> {
  const image = await createTinyGuest(directory, action);
  const bootFile = join(directory, 'boot, disc.iso');
  await writeFile(bootFile, encodeBootDisc(tinyGuestCode(action)));
  return { ...image, bootFile };
}
