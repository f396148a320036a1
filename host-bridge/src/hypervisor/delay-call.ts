import { setTimeout as delay } from 'node:timers/promises';
import { canceledCall } from './call-errors.ts';

/** Waits before something is asked again. @throws HypervisorError `canceled` as soon as `signal` aborts */
export async function delayCall(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(waitMs, undefined, { signal });
  } catch (error) {
    throw canceledCall(error);
  }
}
