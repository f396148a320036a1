import type { Readable, Writable } from 'node:stream';

/** A stream that may be a terminal's. */
export type OutputStream = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** What the program gets from the process it runs in; nothing else reads argv or the environment. */
export interface ProgramIo {
  readonly arguments: readonly string[];
  /** Asked for by commands that read it, and not before. Default: there is none. */
  readonly stdin?: Readable & { readonly isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}
