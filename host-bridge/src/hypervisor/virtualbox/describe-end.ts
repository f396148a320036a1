import type { VmEnd } from '../driver.ts';
import type { ProcessExit } from '../launch.ts';
import { printableLines } from '../printable-lines.ts';
import { noRoomEnd } from '../room.ts';
import type { MachineLogEvent } from './machine-log.ts';

/** What is known about the end of a machine. */
export interface VBoxEnd {
  /** Undefined: there was no process, or it did not die. */
  readonly exit: ProcessExit | undefined;
  readonly words: Uint8Array;
  /** The first thing in the machine's log that ends a machine. */
  readonly event: MachineLogEvent | undefined;
  /** Whether that came before we asked for the end. */
  readonly eventIsGuests: boolean;
  readonly directory: string;
  readonly stopRequested: boolean;
}

/** Turns it into what the driver's interface promises. */
export function describeEnd(end: VBoxEnd): VmEnd {
  const { event, eventIsGuests } = end;
  if (event === 'disk-full') return noRoomEnd(end.directory);
  const detail = [howItEnded(end), printableLines(end.words, 1)[0]].filter(Boolean).join('; ');
  if (eventIsGuests && (event === 'reset' || event === 'stuck')) {
    return { cause: 'guest-panic', detail };
  }
  // Only with a clean exit: a process that fails on its way down may have lost what the guest wrote.
  if (eventIsGuests && event === 'power-off' && end.exit?.exitCode === 0) {
    return { cause: 'guest-shutdown', detail };
  }
  return { cause: end.stopRequested ? 'requested' : 'crashed', detail };
}

function howItEnded({ exit, event, stopRequested }: VBoxEnd): string {
  const reason = event === undefined ? '' : ` (${event})`;
  if (exit === undefined) {
    return stopRequested ? 'stopped without the end of a process' : `not known${reason}`;
  }
  if (exit.signal !== null) return `VBoxHeadless was ended by ${exit.signal}${reason}`;
  return `VBoxHeadless ended with status ${exit.exitCode}${reason}`;
}
