/** `boinc_finish_called`: the app has finished. That it exists is what counts. */
export interface FinishFile {
  /** 0 to 255. Libraries before 7.5.0 write an empty file, and only for 0. */
  readonly exitCode: number;
  /** Shown or logged by the client. Default: none. */
  readonly message?: string | undefined;
  /** The message is a notice for the user. Default: false, only logged. */
  readonly isNotice?: boolean | undefined;
}

/** Reads the content of the file as the core client does. Never fails: an empty file is exit code 0. */
export function parseFinishFile(_content: string): FinishFile {
  throw new Error('not written yet');
}

/**
 * The content of the file. The message is folded into one line and cut.
 *
 * @throws BoincFormatError `invalid_number` for an exit code that is none.
 */
export function formatFinishFile(_file: FinishFile): string {
  throw new Error('not written yet');
}
