import { MIN_CPU_LIMIT_COUNT, type VmState } from './driver.ts';
import { HypervisorError } from './errors.ts';

/** The error for a call whose signal was aborted. */
export function canceledCall(cause: unknown): HypervisorError {
  return new HypervisorError('canceled', 'the call to the machine was given up', { cause });
}

/** The error for a call that a machine in this state does not take. @param verb such as `pause` */
export function wrongState(verb: string, state: VmState): HypervisorError {
  return new HypervisorError('hypervisor_failed', `cannot ${verb} a machine that is ${state}`);
}

/** @throws RangeError for a limit that is none; see {@link MIN_CPU_LIMIT_COUNT} */
export function assertCpuLimit(cpuCount: number | undefined): void {
  if (cpuCount === undefined || cpuCount >= MIN_CPU_LIMIT_COUNT) return;
  throw new RangeError(`cpuCount is ${cpuCount}, not at least ${MIN_CPU_LIMIT_COUNT}`);
}
