import type { VmEnd } from '../driver.ts';
import type { ProcessExit } from '../launch.ts';
import { printableLines } from '../printable-lines.ts';

/** What is known about the end of a User-Mode Linux. */
export interface UmlEnd {
  /** Undefined: there was no process, or it did not die. */
  readonly exit: ProcessExit | undefined;
  readonly stderr: Uint8Array;
  /** The end of the guest's console. */
  readonly console: Uint8Array;
  readonly stopRequested: boolean;
  /**
   * Whether the guest's kernel took its control directory away, as it does before it switches itself off, and
   * not when it panics (uml_cleanup in arch/um/kernel/reboot.c of Linux).
   */
  readonly isCleanedUp: boolean;
}

/** How many of the console's last lines are searched: a panic shows what was called when. */
const SEARCHED_LINES = 200;

/** What the guest's kernel says last, whatever its log level: kernel/reboot.c and kernel/panic.c of Linux. */
const LAST_WORDS = /(?:reboot: (?:Power down|System halted|Restarting system)|Kernel panic - .*)/;

/** Turns it into what the driver's interface promises. */
export function describeEnd(end: UmlEnd): VmEnd {
  const words = lastWords(end.console);
  const detail = [howItEnded(end), words ?? printableLines(end.stderr, 1)[0]]
    .filter(Boolean)
    .join('; ');
  const isAborted = end.exit?.signal === 'SIGABRT';
  if (isAborted && words?.startsWith('Kernel panic')) return { cause: 'guest-panic', detail };
  // The same status for a guest that switched itself off and for one that wants to start anew: there only
  // its own word tells. One time in 200 a timer is still due when the guest has switched itself off already,
  // and aborts the process (main in arch/um/os-Linux/main.c lets it fire).
  if (end.exit?.exitCode === 0 || (isAborted && end.isCleanedUp)) {
    const cause = words?.startsWith('reboot: Restarting') ? 'guest-panic' : 'guest-shutdown';
    return { cause, detail };
  }
  return { cause: end.stopRequested ? 'requested' : 'crashed', detail };
}

function lastWords(console: Uint8Array): string | undefined {
  return printableLines(console, SEARCHED_LINES)
    .map((line) => LAST_WORDS.exec(line)?.[0])
    .findLast((words) => words !== undefined);
}

function howItEnded({ exit, stopRequested }: UmlEnd): string {
  if (exit === undefined) {
    return stopRequested ? 'stopped without the end of a process' : 'not known';
  }
  if (exit.signal !== null) return `User-Mode Linux was ended by ${exit.signal}`;
  return `User-Mode Linux ended with status ${exit.exitCode}`;
}
