import { isErrorWithCode } from './is-error-with-code.ts';

/**
 * Sends a signal to one process. False where it is gone already, or belongs to somebody else by now
 * (a process that changed its user is out of the reach of an agent that is not root).
 */
export function sendSignal(pid: number, signalNumber: number): boolean {
  try {
    return process.kill(pid, signalNumber);
  } catch (error) {
    if (isErrorWithCode(error, 'ESRCH', 'EPERM')) return false;
    throw error;
  }
}
