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
  const memory = Math.round(job.memoryBytes / 1024 / 1024);
  reporter.phase(
    'boot',
    `VM on: ${driver} ${version}, ${accelerator}, ${job.cpuCount} CPU, ${memory} MB, pid ${vm.pid ?? 'unknown'}`,
  );
}

/** What to say when the VM stopped while it was needed. */
export function vmStopped(context: JobContext, cause: string, detail: string): JobError {
  const what = {
    'guest-shutdown': 'the guest shut itself down',
    'guest-panic': "the guest's kernel panicked",
    crashed: 'the hypervisor ended by itself',
  }[cause];
  return new JobError(
    'vm_stopped',
    `${what ?? 'the VM stopped'} before the job was done (${detail}); the last lines of its console follow`,
    { details: context.vm?.consoleTail(CONSOLE_TAIL_LINES) ?? [] },
  );
}
