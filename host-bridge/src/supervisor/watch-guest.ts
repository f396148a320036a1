import { JobError } from '../outcome.ts';
import { CONSOLE_TAIL_LINES } from './boot.ts';
import { describeLife } from './guest-life.ts';
import { GuestWatch, type SilentGuest, type WatchedGuest } from './guest-watch.ts';
import { describeClockEvent, HostClockWatch } from './host-clock-watch.ts';
import { required, type JobContext } from './job-context.ts';
import { MachineTime } from './machine-time.ts';

/**
 * Watches a guest whose link has come up. Ends the run where the guest hangs, and renews the guest's clock where
 * the host's made a jump, or time passed that the guest may know nothing of. Dispose it when the guest is not
 * needed any more.
 */
export function watchGuest(context: JobContext): WatchedGuest {
  const { clocks, control, reporter, figures, agentLostTimeoutMs: intervalMs } = context;
  const vm = required(context, 'vm');
  const session = required(context, 'session');
  const time = new MachineTime({ control, pid: () => vm.pid });
  const guest = new GuestWatch({
    clock: clocks,
    intervalMs,
    vm,
    lifeSignCount: () => session.lifeSignCount,
    countTime: (elapsedMs) => time.count(elapsedMs),
    cpuTimeMs: () => figures.now.cpuTimeMs,
    onSilent: (silent) => context.stop(silentGuest(context, silent)),
    onStopped: (isStopped) => {
      if (isStopped) {
        const who = `the hypervisor's process ${vm.pid ?? ''} was stopped from outside`;
        reporter.warning('run', `${who}: the job waits until it is continued (SIGCONT)`);
      } else {
        reporter.phase('run', "the hypervisor's process goes on");
        control.fellBehind();
      }
    },
  });
  const clockWatch = new HostClockWatch(clocks, (events) => {
    guest.forgive();
    const what = events.map(describeClockEvent).join('; ');
    reporter.phase('run', `${what}: the guest is told the time`);
    control.fellBehind();
  });
  return {
    get silentMs() {
      return guest.silentMs;
    },
    [Symbol.dispose]: () => {
      guest[Symbol.dispose]();
      clockWatch[Symbol.dispose]();
    },
  };
}

/** The error for a guest that hangs. */
function silentGuest(context: JobContext, silent: SilentGuest): JobError {
  const { silentMs, elapsedMs, cpuTimeMs, life, hypervisorError } = silent;
  const seconds = Math.round(silentMs / 1000);
  if (hypervisorError !== undefined) {
    const why = hypervisorError.message;
    const text = `the guest has been silent for ${seconds} s, and the hypervisor does not answer: ${why}`;
    return new JobError('hypervisor_failed', text, { cause: hypervisorError });
  }
  const percent = Math.round((100 * cpuTimeMs) / Math.max(elapsedMs, 1));
  return new JobError(
    'agent_lost',
    `the guest has been silent for ${seconds} s while its machine ran, using ${percent} % of a CPU` +
      `${describeLife(life)}; the last lines of its console follow`,
    { details: context.vm?.consoleTail(CONSOLE_TAIL_LINES) ?? [] },
  );
}
