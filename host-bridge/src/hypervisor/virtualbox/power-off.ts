import { withinTime } from '../within-time.ts';
import { VBOX_MACHINE_NAME } from './machine-files.ts';
import type { VBoxManage } from './vbox-manage.ts';

/** How long VirtualBox may take to obey `poweroff`; then its process is killed. */
export const VBOX_POWER_OFF_TIMEOUT_MS = 10_000;

/**
 * Has VirtualBox power the machine off, so that what the guest has written is in its disk, and waits for the end
 * of its process. Where VirtualBox refuses, or hangs, that is still there afterwards. Never throws.
 *
 * @param exited resolves with that end
 */
export async function powerOff(manage: VBoxManage, exited: Promise<unknown>): Promise<void> {
  const timeoutMs = VBOX_POWER_OFF_TIMEOUT_MS;
  const command = ['controlvm', VBOX_MACHINE_NAME, 'poweroff'];
  const obeyed = await manage.try(command, { timeoutMs, retry: false }).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
  if (obeyed) await withinTime(exited, timeoutMs);
}
