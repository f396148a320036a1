import type { VmEnd } from '../hypervisor/driver.ts';
import { JobError } from '../outcome.ts';
import { required, type JobContext } from './job-context.ts';

/** Lines of the guest's console that go with a failure. */
export const CONSOLE_TAIL_LINES = 12;

/** Powers the VM on. */
export async function boot(context: JobContext): Promise<void> {
  const { job, reporter, signal } = context;
  const vm = required(context, 'vm');
  const { driver, version, accelerator } = required(context, 'probe');
  await vm.start({ signal });
  // From here on only: why a start fails is told best by the start itself.
  context.watchVm(vm);
  const memory = Math.round(job.memoryBytes / 1024 / 1024);
  reporter.phase(
    'boot',
    `VM on: ${driver} ${version}, ${accelerator}, ${job.cpuCount} CPU, ${memory} MB, pid ${vm.pid ?? 'unknown'}`,
  );
}

/** What ended the VM, in words. */
const CAUSES: Record<Exclude<VmEnd['cause'], 'requested'>, string> = {
  'guest-shutdown': 'the guest shut itself down',
  'guest-panic': "the guest's kernel panicked or reset the machine",
  crashed: 'the hypervisor ended by itself',
};

/** The error for a VM that stopped while it was needed. */
export function vmStopped(context: JobContext, { cause, code, detail }: VmEnd): JobError {
  const slot = context.slot.directory;
  if (code === 'no_room') {
    const text = `the host's disk is full, so the VM was ended: make room where ${slot} is (${detail})`;
    return new JobError('no_room', text);
  }
  const what = cause === 'requested' ? 'the VM was stopped' : CAUSES[cause];
  return new JobError(
    'vm_stopped',
    `${what} before the job was done (${detail}); the last lines of its console follow`,
    { details: context.vm?.consoleTail(CONSOLE_TAIL_LINES) ?? [] },
  );
}
