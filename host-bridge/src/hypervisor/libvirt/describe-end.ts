import type { VmEnd } from '../driver.ts';
import { printableLines } from '../printable-lines.ts';
import { noRoomEnd } from '../room.ts';

/** What is known about the end of a domain. */
export interface DomainEnd {
  /** `reason` of QEMU's first SHUTDOWN event, or what replaces it. */
  readonly shutdownReason: string | undefined;
  /** The end of the domain's log. */
  readonly log: Uint8Array;
  /** Directory that is full, where that is why the machine was ended. */
  readonly outOfRoom: string | undefined;
  readonly stopRequested: boolean;
}

/** Lines that libvirt and QEMU write to the log of every domain. */
const ORDINARY = [
  /: shutting down, reason=/,
  /: terminating on signal 15 from pid \d+/,
  /: starting up libvirt version/,
  // The command line, in lines that end so, and its last one.
  / \\$/,
  /^-msg timestamp=on$/,
];

/**
 * Turns it into what the driver's interface promises. QEMU is libvirt's child, so neither its exit status
 * nor the signal that ended it is known.
 */
export function describeEnd(end: DomainEnd): VmEnd {
  if (end.outOfRoom !== undefined) return noRoomEnd(end.outOfRoom);
  const reason = end.shutdownReason ?? 'without a word, as a process that is killed';
  const detail = [`QEMU under libvirt ended (${reason})`, lastWords(end.log)]
    .filter((part) => part !== undefined)
    .join('; ');
  // A guest that switched itself off before we asked did so by itself.
  if (end.shutdownReason === 'guest-shutdown') return { cause: 'guest-shutdown', detail };
  if (end.shutdownReason === 'guest-reset' || end.shutdownReason === 'guest-panic') {
    return { cause: 'guest-panic', detail };
  }
  return { cause: end.stopRequested ? 'requested' : 'crashed', detail };
}

function lastWords(log: Uint8Array): string | undefined {
  const last = printableLines(log, 2).filter((line) => !ORDINARY.some((form) => form.test(line)));
  // What stands before them is the command line, which says nothing.
  return last.at(-1);
}
