import type { VmDefinition } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { isThere } from '../is-there.ts';
import type { MachineRecord } from '../machine-record.ts';
import { assertSameMachine } from '../restored-machine.ts';
import { awaitState } from './await-state.ts';
import { modifyingCommand, VBOX_CHIPSET, vboxDisksOf } from './machine-commands.ts';
import { VBOX_MACHINE_NAME, type VBoxFiles } from './machine-files.ts';
import { describeSeed, registerMachine } from './register-machine.ts';
import { VBOX_LOCK_TIMEOUT_MS, type VBoxManage } from './vbox-manage.ts';
import type { VBoxSnapshots } from './vbox-snapshots.ts';

export interface PrepareOptions {
  readonly definition: VmDefinition;
  readonly record: MachineRecord;
  readonly bootFile: string;
  readonly files: VBoxFiles;
  readonly manage: VBoxManage;
  readonly snapshots: VBoxSnapshots;
  /** Snapshot to go on from. */
  readonly restoreTag: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Makes the machine, or makes the one that is there what it shall be.
 *
 * @throws HypervisorError
 */
export async function prepareMachine(options: PrepareOptions): Promise<void> {
  const { definition, record, bootFile, files, manage, snapshots, restoreTag, signal } = options;
  const disks = vboxDisksOf(files, { bootFile, hasRoom: record.diskLimitBytes > 0 });
  if (!(await isThere(files.registered))) {
    if (restoreTag !== undefined) {
      throw new HypervisorError('snapshot_unusable', `there is no snapshot ${restoreTag}`);
    }
    await registerMachine({ definition, record, files, disks, manage, signal });
    return;
  }
  await describeSeed({ definition, record, disks });
  await awaitState(manage, ['off'], { timeoutMs: VBOX_LOCK_TIMEOUT_MS, signal });
  if (restoreTag !== undefined) {
    assertSameMachine(definition, record, VBOX_CHIPSET);
    await snapshots.restore(restoreTag, signal);
    return;
  }
  // A machine that was saved goes on from there unless it is told to forget that; others refuse.
  await manage.try(['discardstate', VBOX_MACHINE_NAME], { signal });
  await manage.run(modifyingCommand(definition, files), { signal });
}
