import { randomBytes } from 'node:crypto';
import { REAL_CLOCK } from '../link-session/real-clock.ts';
import type { JobError } from '../outcome.ts';
import { vmStopped } from './boot.ts';
import type { JobContext, RunSettings } from './job-context.ts';
import { hostClocks } from './host-clock-watch.ts';
import { JobFigures } from './job-figures.ts';
import { NO_OBSERVER } from './job-observer.ts';
import { MachineControl } from './machine-control.ts';
import { toJobError } from './to-job-error.ts';

/** How long what a guest has sent before its end may take until it has been read and understood. */
export const LAST_BYTES_WAIT_MS = 1_000;

/**
 * What a run begins with.
 * @param signal ends the run
 * @param stop aborts it, with the reason
 */
export function createJobContext(
  settings: RunSettings,
  signal: AbortSignal,
  stop: (reason: JobError) => void,
): JobContext {
  const stopUnlessDone = (reason: JobError): void => {
    // A machine that is not needed any more need not obey, nor answer.
    if (context.guestIsDone !== true) stop(reason);
  };
  const context: JobContext = {
    ...settings,
    signal,
    stop: stopUnlessDone,
    bootId: `vmslot-${randomBytes(8).toString('hex')}`,
    taskId: 'job',
    observer: settings.observer ?? NO_OBSERVER,
    clocks: settings.clocks ?? hostClocks(REAL_CLOCK),
    control: new MachineControl((error) => stopUnlessDone(toJobError(error, 'run'))),
    figures: new JobFigures({
      cpuTimeMs: settings.earlierCpuTimeMs ?? 0,
      guestCpuTimeMs: 0,
      runtimeMs: 0,
      fractionDone: 0,
    }),
    takenOutputs: new Set(),
    watchVm: (vm) => {
      void vm.ended.then((end) => {
        context.vmEnd = end;
        if (end.cause === 'requested') return;
        // Now, while the console ends with what the guest said last.
        const reason = vmStopped(context, end);
        // What the guest sent last, the end of its work or of the outputs, may still be on its way.
        setTimeout(() => stopUnlessDone(reason), LAST_BYTES_WAIT_MS).unref();
      });
    },
  };
  return context;
}
