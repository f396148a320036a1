import { open, rm, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { VmDefinition } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import {
  createMachineDirectory,
  machineFileIn,
  type MachineDirectory,
  reopenMachineDirectory,
} from '../machine-directory.ts';
import { UML_FILES } from './command-line.ts';
import { cowFileBytes, cowHeaderOf, encodeCowHeader, readCowHeader } from './cow-header.ts';

/**
 * First bytes of the disk that gives the guest room: images look for it where their own disk is as small as
 * the image. It lies before what a file system writes, and is written again at each start.
 */
export const ROOM_SIGNATURE = 'VMSLOT-ROOM-DISK\n';

/** Smallest room disk; the signature needs the first sector. */
const ROOM_UNIT_BYTES = 4096;

/** Bytes of the host's disk that the files of a machine take which has never run, at the most. */
export const EMPTY_DISK_BYTES = 64 * 1024;

/** Size of the room disk. */
export function roomBytes({ diskLimitBytes }: VmDefinition): number {
  return Math.max(1, Math.ceil(diskLimitBytes / ROOM_UNIT_BYTES)) * ROOM_UNIT_BYTES;
}

/**
 * Makes the disks of a machine.
 *
 * @throws HypervisorError `image_unusable`, `no_room` or `hypervisor_failed`; nothing is left then
 */
export async function createUmlFiles(definition: VmDefinition): Promise<MachineDirectory> {
  const { image, slotDirectory } = definition;
  const header = await cowHeaderOf(image.diskFile);
  const files = await createMachineDirectory(slotDirectory, {
    name: UML_FILES.disk,
    bytes: encodeCowHeader(header),
  });
  try {
    await truncate(files.diskFile, cowFileBytes(header.backingBytes));
    const room = await open(join(files.path, UML_FILES.room), 'wx', 0o600);
    try {
      await room.truncate(roomBytes(definition));
    } finally {
      await room.close();
    }
    return files;
  } catch (error) {
    await files.remove();
    throw new HypervisorError(
      'hypervisor_failed',
      `the machine's disks cannot be made in ${files.path}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/**
 * Checks the disks that an earlier life of the job left.
 *
 * @throws HypervisorError `snapshot_unusable` where they are not there, or not of this image as it is and of
 *   this size; `image_unusable`
 */
export async function checkUmlFiles(definition: VmDefinition): Promise<void> {
  const { image, slotDirectory } = definition;
  const wanted = await cowHeaderOf(image.diskFile);
  const file = machineFileIn(slotDirectory, UML_FILES.disk);
  const header = await readCowHeader(file);
  if (header.backingFile !== wanted.backingFile || header.backingBytes !== wanted.backingBytes) {
    throw unusable(
      file,
      `is one over ${header.backingFile} of ${header.backingBytes} bytes, ` +
        `not over ${wanted.backingFile} of ${wanted.backingBytes}`,
    );
  }
  if (header.backingTimeSeconds !== wanted.backingTimeSeconds) {
    throw unusable(file, `is one over ${wanted.backingFile} before that was changed`);
  }
  await checkRoomDisk(machineFileIn(slotDirectory, UML_FILES.room), roomBytes(definition));
}

/**
 * The disks that an earlier life of the job left, once they have been checked.
 *
 * @throws HypervisorError `hypervisor_failed`; the disks are still there then
 */
export function reopenUmlFiles({ slotDirectory }: VmDefinition): Promise<MachineDirectory> {
  return reopenMachineDirectory(slotDirectory, UML_FILES.disk);
}

async function checkRoomDisk(file: string, wantedBytes: number): Promise<void> {
  let size: number;
  try {
    const room = await open(file, 'r+');
    try {
      ({ size } = await room.stat());
    } finally {
      await room.close();
    }
  } catch (error) {
    throw unusable(file, `cannot be opened (${(error as NodeJS.ErrnoException).code})`, error);
  }
  if (size !== wantedBytes) throw unusable(file, `has ${size} bytes, not ${wantedBytes}`);
}

/**
 * Makes the rest that a start needs: the links by which the machine knows image and seed, the signature of
 * the room disk, and no trace of an earlier life's control socket.
 *
 * @throws HypervisorError `hypervisor_failed`
 */
export async function readyUmlFiles(
  files: MachineDirectory,
  definition: VmDefinition,
): Promise<void> {
  const { image, seedFile } = definition;
  try {
    await rm(join(files.path, UML_FILES.control), { recursive: true, force: true });
    for (const [name, target] of [
      [UML_FILES.initrd, image.initrdFile],
      [UML_FILES.seed, seedFile],
    ] as const) {
      // User-Mode Linux goes on without a disk that it cannot open.
      await (await open(target, 'r')).close();
      await rm(join(files.path, name), { force: true });
      await symlink(target, join(files.path, name));
    }
    const room = await open(join(files.path, UML_FILES.room), 'r+');
    try {
      await room.write(Buffer.from(ROOM_SIGNATURE), 0, undefined, 0);
    } finally {
      await room.close();
    }
  } catch (error) {
    throw new HypervisorError(
      'hypervisor_failed',
      `User-Mode Linux cannot start the machine in ${files.path}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function unusable(file: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('snapshot_unusable', `the machine's disk ${file} ${what}`, { cause });
}
