import { delayCall } from '../delay-call.ts';
import { HypervisorError } from '../errors.ts';
import { isThere } from '../is-there.ts';
import { assertSameMachine } from '../restored-machine.ts';
import {
  makeMachine,
  makeSeedDisk,
  resizeMachine,
  type MakeMachineOptions,
} from './make-machine.ts';
import { VMWARE_POLL_MS } from './machine-process.ts';
import type { VmwareSnapshots } from './vmware-snapshots.ts';
import { VMWARE_LOCK_TIMEOUT_MS, type Vmrun } from './vmrun.ts';

/** The machine's model: the virtual hardware that its settings ask for. */
export const VMWARE_MACHINE_TYPE = 'vmx-14';

export interface PrepareOptions extends MakeMachineOptions {
  readonly vmrun: Vmrun;
  /** Undefined: this edition has none. */
  readonly snapshots: VmwareSnapshots | undefined;
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
  const { definition, record, files, snapshots, restoreTag, signal } = options;
  if (!(await isThere(files.vmx))) {
    if (restoreTag !== undefined) {
      throw new HypervisorError('snapshot_unusable', `there is no snapshot ${restoreTag}`);
    }
    await makeMachine(options);
    return;
  }
  await awaitOff(options);
  if (restoreTag !== undefined) {
    assertSameMachine(definition, record, VMWARE_MACHINE_TYPE);
    await snapshots?.restore(restoreTag, signal);
    return;
  }
  const kept = (await snapshots?.list()) ?? [];
  if (kept.length === 0) await makeSeedDisk(options);
  await resizeMachine(definition, files);
}

/** A machine whose process has just ended is held a little longer. */
async function awaitOff({ vmrun, files: { vmx }, signal }: PrepareOptions): Promise<void> {
  const deadlineMs = performance.now() + VMWARE_LOCK_TIMEOUT_MS;
  for (;;) {
    const list = await vmrun.run('list', [], { signal });
    if (!list.split(/\r?\n/).includes(vmx)) return;
    if (performance.now() > deadlineMs) {
      throw new HypervisorError(
        'hypervisor_failed',
        `${vmx} still runs from an earlier life; end it with "vmrun stop … hard"`,
      );
    }
    await delayCall(VMWARE_POLL_MS, signal);
  }
}
