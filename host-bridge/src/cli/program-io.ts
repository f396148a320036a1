import type { Writable } from 'node:stream';

/** What the program gets from the process it runs in; nothing else reads argv or the environment. */
export interface ProgramIo {
  readonly arguments: readonly string[];
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}
