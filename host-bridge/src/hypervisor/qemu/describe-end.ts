import type { VmEnd } from '../driver.ts';
import type { ProcessExit } from '../launch.ts';
import { printableLines } from '../printable-lines.ts';
import { noRoomEnd } from '../room.ts';

/** What is known about the end of a QEMU. */
export interface QemuEnd {
  /** Undefined: there was no process, or it did not die. */
  readonly exit: ProcessExit | undefined;
  readonly stderr: Uint8Array;
  /** `reason` of the first SHUTDOWN event (QEMU's QMP reference, ShutdownCause), or what replaces it. */
  readonly shutdownReason: string | undefined;
  /** Directory that is full, where that is why the machine was ended. */
  readonly outOfRoom: string | undefined;
  readonly stopRequested: boolean;
}

/** Turns it into what the driver's interface promises. */
export function describeEnd(end: QemuEnd): VmEnd {
  if (end.outOfRoom !== undefined) return noRoomEnd(end.outOfRoom);
  const detail = [howItEnded(end), printableLines(end.stderr, 1)[0]].filter(Boolean).join('; ');
  // A guest that switched itself off before we asked did so by itself; only QEMU's word counts, and
  // only with a clean exit.
  if (end.exit?.exitCode === 0) {
    if (end.shutdownReason === 'guest-shutdown') return { cause: 'guest-shutdown', detail };
    if (end.shutdownReason === 'guest-reset' || end.shutdownReason === 'guest-panic') {
      return { cause: 'guest-panic', detail };
    }
  }
  return { cause: end.stopRequested ? 'requested' : 'crashed', detail };
}

function howItEnded({ exit, shutdownReason, stopRequested }: QemuEnd): string {
  const reason = shutdownReason === undefined ? '' : ` (${shutdownReason})`;
  if (exit === undefined) {
    return stopRequested ? 'stopped without the end of a process' : `not known${reason}`;
  }
  if (exit.signal !== null) return `QEMU was ended by ${exit.signal}${reason}`;
  return `QEMU ended with status ${exit.exitCode}${reason}`;
}
