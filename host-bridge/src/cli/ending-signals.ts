import { JobError } from '../outcome.ts';

/** The process's wish to end, as a signal for all work; dispose it when the work is over. */
export interface EndingSignals extends Disposable {
  readonly signal: AbortSignal;
  /** The first one that came. */
  readonly received: NodeJS.Signals | undefined;
}

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an abort with a {@link JobError}. A second one changes
 * nothing: the first is being obeyed, and it takes a few seconds at most.
 */
export function endingSignals(): EndingSignals {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onInterrupt = () => {
    received ??= 'SIGINT';
    controller.abort(new JobError('interrupted', 'ended by Ctrl-C (SIGINT)'));
  };
  const onTerminate = (name: NodeJS.Signals) => {
    received ??= name;
    controller.abort(new JobError('terminated', `ended by ${name}`));
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  process.on('SIGHUP', onTerminate);
  return {
    signal: controller.signal,
    get received() {
      return received;
    },
    [Symbol.dispose]() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      process.off('SIGHUP', onTerminate);
    },
  };
}
