import { constants } from 'node:fs';
import { access } from 'node:fs/promises';

/**
 * Why KVM cannot be used, as far as that is known without a trial, or undefined. Opening the device is
 * left to the trial: it may hang.
 *
 * @param device device file of KVM, `/dev/kvm`
 */
export async function findKvmObstacle(device: string): Promise<string | undefined> {
  try {
    await access(device, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'EACCES') return `no permission for ${device}; add the user to its group`;
    if (code === 'ENOENT') {
      return `${device} does not exist; switch virtualization on in the firmware`;
    }
    return `${device} cannot be opened (${code})`;
  }
}
