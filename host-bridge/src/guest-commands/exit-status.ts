import { vmslot } from '@vmslot/proto/agent';
import { safeText } from './safe-text.ts';
import type { ProcessEnd } from './watch-process.ts';

const { EndReason } = vmslot.agent.v1;

/** Statuses of `guest exec` and `guest shell` that no program chose; as those of timeout(1) and env(1). */
export const EXEC_STATUS = {
  /** Its time was over. */
  timeLimit: 124,
  /** vmslot failed, or the agent does not know how the program ended. */
  failed: 125,
  /** The program could not be started. */
  notStarted: 127,
  /** Added to the number of the signal that ended it. */
  signalBase: 128,
} as const;

const SIGKILL = 9;

/** What `vmslot guest exec` makes of the end of a program. */
export interface ExecStatus {
  readonly exitStatus: number;
  /** One line for people where the status alone does not say it. */
  readonly note: string | undefined;
}

/** Exit status of this program for the end of one in the guest. */
export function execStatus(end: ProcessEnd): ExecStatus {
  const { exitCode = 0, signalNumber = 0, message = '' } = end;
  const note = message === '' ? undefined : safeText(message);
  const bySignal =
    EXEC_STATUS.signalBase + (signalNumber > 0 ? Math.min(signalNumber, 64) : SIGKILL);
  switch (end.reason) {
    case EndReason.END_REASON_EXITED:
      return exitCode <= 255
        ? { exitStatus: exitCode, note: undefined }
        : { exitStatus: EXEC_STATUS.failed, note: `an exit code of ${exitCode}` };
    case EndReason.END_REASON_NOT_STARTED:
      return { exitStatus: EXEC_STATUS.notStarted, note: note ?? 'it could not be started' };
    case EndReason.END_REASON_TIME_LIMIT:
      return { exitStatus: EXEC_STATUS.timeLimit, note: note ?? 'its time was over' };
    case EndReason.END_REASON_SIGNALED:
    case EndReason.END_REASON_CONTROLLED:
      return { exitStatus: bySignal, note };
    case EndReason.END_REASON_OUT_OF_MEMORY:
      return { exitStatus: bySignal, note: note ?? 'the kernel ended it for lack of memory' };
    case EndReason.END_REASON_PREMATURE_EXIT:
    case EndReason.END_REASON_UNSPECIFIED:
    case EndReason.END_REASON_OUTPUT_LIMIT:
    case EndReason.END_REASON_DISK_FULL:
    case EndReason.END_REASON_LOST:
    case undefined:
    default:
      return {
        exitStatus: EXEC_STATUS.failed,
        note: note ?? 'the agent does not know how it ended',
      };
  }
}
