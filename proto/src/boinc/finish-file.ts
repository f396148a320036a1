import { BoincFormatError } from './boinc-format-error.ts';
import { foldLine } from './byte-text.ts';
import { scanDecimal } from './scan-decimal.ts';

/** Longest message in a finish file, in bytes of UTF-8. */
export const MAX_FINISH_MESSAGE_BYTES = 255;

/** `boinc_finish_called`: the app has finished. That it exists is what counts. */
export interface FinishFile {
  /** 0 to 255. Libraries before 7.5.0 write an empty file, and only for 0. */
  readonly exitCode: number;
  /** Shown or logged by the client. Default: none. */
  readonly message?: string | undefined;
  /** The message is a notice for the user. Default: false, only logged. */
  readonly isNotice?: boolean | undefined;
}

/**
 * Reads the content of the file as the core client does (`finish_file_present`). Never fails: without a
 * number the exit code is 0, and without a third line there is no message.
 */
export function parseFinishFile(content: string): FinishFile {
  const [first = '', second = '', third] = content.split(/(?<=\n)/, 3);
  const exitCode = scanDecimal(first) ?? 0;
  if (third === undefined) return { exitCode };
  return { exitCode, message: second.trim(), isNotice: third.includes('notice') };
}

/**
 * The content of the file. The message is folded into one line and cut at `MAX_FINISH_MESSAGE_BYTES`;
 * a blank one is left out.
 *
 * @throws BoincFormatError `invalid_number` for an exit code that is none.
 */
export function formatFinishFile(file: FinishFile): string {
  if (!Number.isInteger(file.exitCode) || file.exitCode < 0 || file.exitCode > 255) {
    throw new BoincFormatError('invalid_number', `${file.exitCode} is no exit code (0 to 255)`);
  }
  const message = foldLine(file.message ?? '', MAX_FINISH_MESSAGE_BYTES);
  if (message === '') return `${file.exitCode}\n`;
  return `${file.exitCode}\n${message}\n${file.isNotice === true ? 'notice' : ''}\n`;
}
