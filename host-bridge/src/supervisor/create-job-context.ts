import { randomBytes } from 'node:crypto';
import type { JobError } from '../outcome.ts';
import { vmStopped } from './boot.ts';
import type { JobContext, RunSettings } from './job-context.ts';
import { JobFigures } from './job-figures.ts';
import { NO_OBSERVER } from './job-observer.ts';
import { MachineControl } from './machine-control.ts';
import { toJobError } from './to-job-error.ts';

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
  const context: JobContext = {
    ...settings,
    signal,
    bootId: `vmslot-${randomBytes(8).toString('hex')}`,
    taskId: 'job',
    observer: settings.observer ?? NO_OBSERVER,
    control: new MachineControl((error) => stop(toJobError(error, 'run'))),
    figures: new JobFigures({
      cpuTimeMs: settings.earlierCpuTimeMs ?? 0,
      guestCpuTimeMs: 0,
      runtimeMs: 0,
      fractionDone: 0,
    }),
    takenOutputs: new Set(),
    watchVm: (vm) => {
      void vm.ended.then((end) => {
        if (end.cause === 'requested' || context.guestIsDone === true) return;
        stop(vmStopped(context, end));
      });
    },
  };
  return context;
}
