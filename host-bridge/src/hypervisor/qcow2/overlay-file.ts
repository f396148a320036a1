import { machineFileIn } from '../machine-directory.ts';

/** Name of the overlay in the machine's directory. */
export const OVERLAY_FILE_NAME = 'overlay.qcow2';

/** Where the overlay of a slot's machine is. */
export function overlayFileIn(slotDirectory: string): string {
  return machineFileIn(slotDirectory, OVERLAY_FILE_NAME);
}
