import type { VmDefinition } from './driver.ts';
import { HypervisorError } from './errors.ts';
import type { MachineRecord } from './machine-record.ts';

/**
 * For hypervisors that restore a machine with the memory, the CPUs and the model that it had.
 *
 * @param machineType the only model that the driver makes
 * @throws HypervisorError `snapshot_unusable` where others are asked for
 */
export function assertSameMachine(
  definition: VmDefinition,
  record: MachineRecord,
  machineType: string,
): void {
  for (const key of ['memoryBytes', 'cpuCount'] as const) {
    if (definition[key] === record[key]) continue;
    throw unusable(`of a machine whose ${key} is ${record[key]}, not ${definition[key]}`);
  }
  const { machineType: wanted = machineType } = definition;
  if (wanted !== machineType) throw unusable(`of a machine of type ${machineType}, not ${wanted}`);
}

/** What a start throws that has restored nothing: then no snapshot is at fault, whatever the words are. */
export function notOfSnapshot(error: unknown): unknown {
  if (!(error instanceof HypervisorError) || error.code !== 'snapshot_unusable') return error;
  return new HypervisorError('hypervisor_failed', error.message, { cause: error });
}

function unusable(what: string): HypervisorError {
  return new HypervisorError('snapshot_unusable', `the snapshot is ${what}`);
}
