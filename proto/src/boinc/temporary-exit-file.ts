/** Longest delay that the client obeys; anything else becomes 300 s. */
export const MAX_TEMPORARY_EXIT_DELAY_S = 86_400;

/** `boinc_temporary_exit`: the app asks to be started again later. */
export interface TemporaryExitFile {
  readonly delayS: number;
  /** Shown to the volunteer. The line is always written: without it the client takes the file as absent. */
  readonly reason: string;
  /** The reason is a notice for the user. Default: false. */
  readonly isNotice?: boolean | undefined;
}

/** Reads the content of the file as the core client does; undefined where it takes the file as absent. */
export function parseTemporaryExitFile(_content: string): TemporaryExitFile | undefined {
  throw new Error('not written yet');
}

/** The content of the file: delay in whole seconds within 0 … 86400, reason folded into one line and cut. */
export function formatTemporaryExitFile(_file: TemporaryExitFile): string {
  throw new Error('not written yet');
}
