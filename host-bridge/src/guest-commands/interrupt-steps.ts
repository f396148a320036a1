/** What a signal to this process asks of the program that it runs in the guest. */
export type InterruptStep = 'interrupt' | 'terminate' | 'kill' | 'leave';

const STEPS: readonly InterruptStep[] = ['interrupt', 'terminate', 'kill', 'leave'];

/**
 * Listens to SIGINT, SIGTERM and SIGHUP until it is disposed. Ctrl-C goes one step further each time:
 * it interrupts the program as it would a local one, then ends it, then by force, then leaves it. The
 * other signals begin with the second step.
 */
export function interruptSteps(onStep: (step: InterruptStep) => void): Disposable {
  let taken = 0;
  const go = (least: number): void => {
    taken = Math.max(taken + 1, least);
    onStep(STEPS[Math.min(taken, STEPS.length) - 1] ?? 'leave');
  };
  const onInterrupt = (): void => go(1);
  const onEnd = (): void => go(2);
  process.on('SIGINT', onInterrupt).on('SIGTERM', onEnd).on('SIGHUP', onEnd);
  return {
    [Symbol.dispose]() {
      process.off('SIGINT', onInterrupt).off('SIGTERM', onEnd).off('SIGHUP', onEnd);
    },
  };
}
