import { open } from 'node:fs/promises';

/** How a disk begins that is the guest's room beyond its image: by this the guest knows it. */
export const ROOM_DISK_MARK = 'VMSLOT-ROOM-DISK\n';

/** Bytes of the first sector, which has the mark, and then zeros. */
const HEAD_BYTES = 512;

/**
 * Makes a raw disk of `sizeBytes` for the guest's data, as a file with holes that takes next to no room yet.
 * The guest finds {@link ROOM_DISK_MARK} at its beginning, and may write over all of it.
 *
 * @throws Error of the file system
 */
export async function createRoomDisk(file: string, sizeBytes: number): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.truncate(sizeBytes);
    const head = Buffer.alloc(HEAD_BYTES);
    head.write(ROOM_DISK_MARK, 'latin1');
    await handle.write(head, 0, head.length, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
