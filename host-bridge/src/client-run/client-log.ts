import { printable } from '../report/printable.ts';

/** Longest line, in UTF-16 units; longer ones are cut. */
export const MAX_LOG_LINE_LENGTH = 500;

/**
 * Text after whose appearance in stderr a client gives up virtual machines on its computer until it is
 * restarted (boinc-runtime reference 3.5 and 7.4). An app or a hypervisor may print it; the bridge
 * never does.
 */
const STICKY_MARK = /ERR_CPU_VM_EXTENSIONS_DISABLED/g;

/** A line of stderr as projects know it from BOINC's wrappers: `YYYY-MM-DD HH:MM:SS (pid): text`. */
export function formatLogLine(text: string, time: Date, pid: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${date} ${clock} (${pid}): ${safeText(text)}`;
}

/** Text that does no harm in a log: one line, printable, without the sticky mark, of bounded length. */
export function safeText(text: string): string {
  const line = withoutStickyMark(
    // Spaces stay: columns are made of them.
    printable(text.slice(0, 4 * MAX_LOG_LINE_LENGTH).replaceAll(/[^\S ]+/g, ' ')),
  ).trim();
  return line.length <= MAX_LOG_LINE_LENGTH ? line : `${line.slice(0, MAX_LOG_LINE_LENGTH - 1)}…`;
}

/** The same text, of any kind and length, with the sticky mark made into something else. */
export function withoutStickyMark(text: string): string {
  return text.replaceAll(STICKY_MARK, 'ERR_CPU_VM_EXTENSIONS-DISABLED');
}
