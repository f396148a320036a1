import type { LinkClock } from '@vmslot/proto/link';

/** The process's own monotonic clock. Timers do not keep the process alive: what waits on them does. */
export const REAL_CLOCK: LinkClock = {
  now: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
