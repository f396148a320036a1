import { rm } from 'node:fs/promises';
import { isThere } from '../is-there.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { VBOX_MACHINE_NAME, type VBoxFiles } from './machine-files.ts';
import type { VBoxManage } from './vbox-manage.ts';

export interface RemoveOptions {
  readonly directory: MachineDirectory;
  readonly files: VBoxFiles;
  readonly manage: VBoxManage;
  /** Whether this life has run VirtualBox's server, which then may know the machine still. */
  readonly hasStarted: boolean;
}

/** Deletes a machine that has ended. @throws Error of the file system */
export async function removeMachine(options: RemoveOptions): Promise<void> {
  const { directory, files, manage, hasStarted } = options;
  // Its server forgets the machine, and ends by itself a few seconds after its last client. What that does
  // not delete goes with the directory.
  if (hasStarted && (await isThere(files.registered))) {
    await manage.run(['unregistervm', VBOX_MACHINE_NAME, '--delete']).catch(() => undefined);
  }
  await directory.remove();
  await rm(files.ipcDirectory, { recursive: true, force: true });
}
