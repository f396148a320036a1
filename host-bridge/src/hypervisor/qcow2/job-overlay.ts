import { stat } from 'node:fs/promises';
import type { CallOptions, VmDefinition } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import {
  createMachineDirectory,
  reopenMachineDirectory,
  type MachineDirectory,
  type MachineDirectoryOptions,
} from '../machine-directory.ts';
import { checkRoom, type ReadFreeBytes } from '../room.ts';
import {
  EMPTY_OVERLAY_BYTES,
  encodeOverlay,
  readImageBytes,
  type OverlayOptions,
} from './encode-overlay.ts';
import { OVERLAY_FILE_NAME, overlayFileIn } from './overlay-file.ts';
import { readOverlay } from './read-overlay.ts';

/** Unit of `st_blocks`, see stat(2). */
const BLOCK_BYTES = 512;

const DISK_UNIT_BYTES = 1024 * 1024;

export interface JobOverlayOptions extends CallOptions, MachineDirectoryOptions {
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/**
 * Makes the machine's directory with an empty overlay over the definition's image.
 *
 * @throws HypervisorError `no_room`, `image_unusable`, `hypervisor_failed` or `canceled`; nothing is left then
 */
export async function createOverlay(
  definition: VmDefinition,
  options: JobOverlayOptions,
): Promise<MachineDirectory> {
  const { slotDirectory, diskLimitBytes } = definition;
  const wanted = await wantedOverlay(definition);
  const neededBytes = EMPTY_OVERLAY_BYTES + diskLimitBytes;
  await checkRoom(slotDirectory, neededBytes, options.readFreeBytes);
  const bytes = encodeOverlay(wanted);
  throwIfAborted(options.signal);
  return createMachineDirectory(slotDirectory, { name: OVERLAY_FILE_NAME, bytes }, options);
}

/**
 * The machine's directory with the overlay that an earlier life of the job left there.
 *
 * @throws HypervisorError as {@link createOverlay}, and `snapshot_unusable` where there is no overlay of this
 *   image and size; it stays as it is then
 */
export async function reopenOverlay(
  definition: VmDefinition,
  options: JobOverlayOptions,
): Promise<MachineDirectory> {
  const { slotDirectory, diskLimitBytes } = definition;
  const wanted = await wantedOverlay(definition);
  const file = overlayFileIn(slotDirectory);
  const { backingFile, virtualBytes } = await readOverlay(file);
  if (backingFile !== wanted.backingFile || virtualBytes !== wanted.virtualBytes) {
    throw new HypervisorError(
      'snapshot_unusable',
      `the machine's disk ${file} is one of ${virtualBytes} bytes over ${backingFile}, ` +
        `not of ${wanted.virtualBytes} bytes over ${wanted.backingFile}`,
    );
  }
  // What the disk takes already it does not need again. The memory of snapshots has files of its own.
  const usedBytes = BLOCK_BYTES * (await stat(file)).blocks;
  const neededBytes = Math.max(0, EMPTY_OVERLAY_BYTES + diskLimitBytes - usedBytes);
  await checkRoom(slotDirectory, neededBytes, options.readFreeBytes);
  throwIfAborted(options.signal);
  return reopenMachineDirectory(slotDirectory, OVERLAY_FILE_NAME, options);
}

async function wantedOverlay(definition: VmDefinition): Promise<OverlayOptions> {
  const { image, diskLimitBytes } = definition;
  const imageBytes = await readImageBytes(image.diskFile, image.diskFormat);
  return {
    backingFile: image.diskFile,
    backingFormat: image.diskFormat,
    virtualBytes: Math.ceil((imageBytes + diskLimitBytes) / DISK_UNIT_BYTES) * DISK_UNIT_BYTES,
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new HypervisorError('canceled', 'the definition of the machine was given up', {
    cause: signal.reason,
  });
}
