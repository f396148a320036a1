import { execFile } from 'node:child_process';
import { MAX_PROGRAM_OUTPUT_BYTES, PROGRAM_TIMEOUT_MS } from './system-limits.ts';

/** Environment of the system's own programs: nothing of the agent's, and messages in English. */
export const PROGRAM_ENVIRONMENT = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC0',
} as const;

/** How a program is run. */
export interface RunProgramOptions {
  readonly signal: AbortSignal;
  /** Default: `PROGRAM_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
}

/**
 * Runs a program of the system and gives what it printed to standard output. The path is absolute and
 * no shell is between.
 *
 * @throws Error with its last words where it fails, with the system's code where there is no such
 * program
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  { signal, timeoutMs = PROGRAM_TIMEOUT_MS }: RunProgramOptions,
): Promise<string> {
  return await new Promise((resolve, reject) => {
    execFile(
      path,
      [...args],
      {
        cwd: '/',
        env: PROGRAM_ENVIRONMENT,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_PROGRAM_OUTPUT_BYTES,
        signal,
        timeout: timeoutMs,
      },
      (error, stdout, stderr) => {
        if (error === null) {
          resolve(stdout);
          return;
        }
        const words = stderr.trim().split('\n').at(-1) ?? '';
        const reason =
          words !== ''
            ? words
            : error.killed === true
              ? `${path} did not end in time`
              : error.message.split('\n')[0];
        reject(Object.assign(new Error(reason, { cause: error }), { code: error.code }));
      },
    );
  });
}
