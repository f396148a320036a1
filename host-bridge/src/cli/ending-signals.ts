import { JobError } from '../outcome.ts';

/** The process's wish to end, as a signal for all work; dispose it when the work is over. */
export interface EndingSignals extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an abort with a {@link JobError}. A second one changes
 * nothing: the first is being obeyed, and it takes a few seconds at most.
 */
export function endingSignals(): EndingSignals {
  const controller = new AbortController();
  const onInterrupt = () =>
    controller.abort(new JobError('interrupted', 'ended by Ctrl-C (SIGINT)'));
  const onTerminate = (name: NodeJS.Signals) =>
    controller.abort(new JobError('terminated', `ended by ${name}`));
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  process.on('SIGHUP', onTerminate);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      process.off('SIGHUP', onTerminate);
    },
  };
}
