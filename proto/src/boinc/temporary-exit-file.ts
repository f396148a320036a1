import { foldLine, fromByteText, toByteText } from './byte-text.ts';
import { scanDecimal } from './scan-decimal.ts';
import { stripWhiteSpace } from './xml-text.ts';

/** Longest delay that the client obeys; anything else becomes `DEFAULT_TEMPORARY_EXIT_DELAY_S`. */
export const MAX_TEMPORARY_EXIT_DELAY_S = 86_400;

/** What the client makes of a delay that it does not obey. */
export const DEFAULT_TEMPORARY_EXIT_DELAY_S = 300;

/** Longest reason, in bytes of UTF-8: the client reads so much of the line. */
export const MAX_TEMPORARY_EXIT_REASON_BYTES = 254;

/** `boinc_temporary_exit`: the app asks to be started again later. */
export interface TemporaryExitFile {
  readonly delayS: number;
  /** Shown to the volunteer. The line is always written: without it the client takes the file as absent. */
  readonly reason: string;
  /** The reason is a notice for the user. Default: false. */
  readonly isNotice?: boolean | undefined;
}

/** `fgets` with a buffer of 256 bytes takes this many. */
const LINE_BYTES = 255;

/**
 * Reads the content of the file as the core client does (`temporary_exit_file_present`); undefined where
 * it takes the file as absent, which counts as a premature exit.
 */
export function parseTemporaryExitFile(content: string): TemporaryExitFile | undefined {
  const bytes = toByteText(content);
  const number = /^[ \t\n\v\f\r]*(?:[+-]?\d+)?/.exec(bytes)?.[0] ?? '';
  const delayS = scanDecimal(bytes);
  // The rest of the number's line; a line over 255 bytes counts as several.
  const first = takeLine(bytes, number.length);
  const reason = first === undefined ? undefined : takeLine(bytes, first.end);
  if (reason === undefined) return undefined;
  return {
    delayS:
      delayS === undefined || delayS < 0 || delayS > MAX_TEMPORARY_EXIT_DELAY_S
        ? DEFAULT_TEMPORARY_EXIT_DELAY_S
        : delayS,
    reason: fromByteText(stripWhiteSpace(reason.line)),
    isNotice: takeLine(bytes, reason.end)?.line.includes('notice') ?? false,
  };
}

/**
 * The content of the file: delay in whole seconds within 0 … 86400 (one that is no number is the
 * client's own 300), reason folded into one line and cut at `MAX_TEMPORARY_EXIT_REASON_BYTES`.
 */
export function formatTemporaryExitFile({
  delayS,
  reason,
  isNotice = false,
}: TemporaryExitFile): string {
  const delay = Number.isNaN(delayS)
    ? DEFAULT_TEMPORARY_EXIT_DELAY_S
    : Math.ceil(Math.max(0, Math.min(MAX_TEMPORARY_EXIT_DELAY_S, delayS)));
  const line = foldLine(reason, MAX_TEMPORARY_EXIT_REASON_BYTES);
  return `${delay + 0}\n${line}\n${isNotice ? 'notice\n' : ''}`;
}

function takeLine(bytes: string, start: number): { line: string; end: number } | undefined {
  if (start >= bytes.length) return undefined;
  const newline = bytes.indexOf('\n', start);
  const end = Math.min(newline < 0 ? bytes.length : newline + 1, start + LINE_BYTES);
  return { line: bytes.slice(start, end), end };
}
