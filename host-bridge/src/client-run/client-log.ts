import { printable } from '../report/printable.ts';

/** Longest line, in UTF-16 units; longer ones are cut. */
export const MAX_LOG_LINE_LENGTH = 500;

/**
 * Text after whose appearance in stderr a client gives up virtual machines on its computer until it is
 * restarted (boinc-runtime reference 3.5 and 7.4). An app or a hypervisor may print it; the bridge
 * never does.
 */
const STICKY_MARK = /ERR_CPU_VM_EXTENSIONS_DISABLED/g;

/**
 * The client puts stderr as it is between `<![CDATA[` and `</stderr_out>` of its state file and of what it
 * sends to the project; after one of these the rest would be elements of its own.
 */
const ELEMENT_END = /\]\]>|<(?=\s*\/\s*stderr_)/gi;

/** A line of stderr as projects know it from BOINC's wrappers: `YYYY-MM-DD HH:MM:SS (pid): text`. */
export function formatLogLine(text: string, time: Date, pid: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${date} ${clock} (${pid}): ${safeText(text)}`;
}

/** Text that does no harm in a log: one line, printable, without harmful words, of bounded length. */
export function safeText(text: string): string {
  const line = withoutHarmfulWords(
    // Spaces stay: columns are made of them.
    printable(text.slice(0, 4 * MAX_LOG_LINE_LENGTH).replaceAll(/[^\S ]+/g, ' ')),
  ).trim();
  return line.length <= MAX_LOG_LINE_LENGTH ? line : `${line.slice(0, MAX_LOG_LINE_LENGTH - 1)}…`;
}

/**
 * The same text, of any kind and length, with what does harm in stderr made into something else: the
 * sticky mark, and what ends the element that the client puts it into.
 */
export function withoutHarmfulWords(text: string): string {
  return text
    .replaceAll(STICKY_MARK, 'ERR_CPU_VM_EXTENSIONS-DISABLED')
    .replaceAll(ELEMENT_END, (end) => (end === '<' ? '‹' : ']]›'));
}
