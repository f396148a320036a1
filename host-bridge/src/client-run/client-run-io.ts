/** What a client run needs of the process it runs in. */
export interface ClientRunIo {
  /** Words of the command line that the client passed on. */
  readonly arguments: readonly string[];
  /** The slot directory. */
  readonly workingDirectory: string;
  /** Appends to stderr.txt. */
  readonly writeLog: (text: string) => void;
  readonly bridgeVersion: string;
  /** Aborted when the process is told to end by a signal. */
  readonly signal: AbortSignal;
}
