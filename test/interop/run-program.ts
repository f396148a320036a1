import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { buildProgram } from '../../host-bridge/src/cli/build-program.ts';

/** What a `vmslot` command line is run with. */
export interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory?: string;
  /** Default: there is none. */
  readonly stdin?: string | Readable;
}

/** What it did. */
export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a `vmslot` command line in this process. */
export async function runProgram(
  words: readonly string[],
  { environment = {}, workingDirectory = '/', stdin }: ProgramOptions = {},
): Promise<ProgramResult> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const texts = Promise.all([buffer(stdout), buffer(stderr)]);
  const exitCode = await buildProgram({
    arguments: words,
    ...(stdin === undefined
      ? {}
      : { stdin: typeof stdin === 'string' ? Readable.from([Buffer.from(stdin)]) : stdin }),
    stdout,
    stderr,
    environment,
    workingDirectory,
  });
  stdout.end();
  stderr.end();
  const [out, error] = await texts;
  return { exitCode, stdout: out.toString(), stderr: error.toString() };
}
