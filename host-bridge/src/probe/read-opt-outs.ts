import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { JobError } from '../outcome.ts';
import { oneLine } from '../report/one-line.ts';

/** Variable of the environment with words as after `--without`. */
export const OPT_OUT_VARIABLE = 'VMSLOT_PROBE_WITHOUT';

/** File of the machine's owner; it holds for all users. */
export const SYSTEM_OPT_OUT_FILE = '/etc/vmslot/probe-without';

/** Largest opt-out file. */
export const MAX_OPT_OUT_FILE_BYTES = 16 * 1024;

/** What somebody does not want. */
export interface OptOut {
  /** Words as they were written, case and all. */
  readonly words: readonly string[];
  /** Where: path of a file, or name of the variable. */
  readonly by: string;
}

export interface ReadOptOutsOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default {@link SYSTEM_OPT_OUT_FILE}. */
  readonly systemFile?: string | undefined;
}

/**
 * Wishes of the machine's owner and of the user: a file each, and the variable. A file has words
 * separated by white space or commas, and comments from `#` to the end of the line.
 *
 * @throws JobError `usage` where a file is there and cannot be read: what it forbids is not known, so
 *   nothing may be probed
 */
export async function readOptOuts(options: ReadOptOutsOptions): Promise<readonly OptOut[]> {
  const { environment, systemFile = SYSTEM_OPT_OUT_FILE } = options;
  const optOuts: OptOut[] = [];
  for (const path of [systemFile, userFile(environment)]) {
    const text = path === undefined ? undefined : await readOptOutFile(path);
    if (path !== undefined && text !== undefined) optOuts.push({ words: wordsOf(text), by: path });
  }
  const variable = environment[OPT_OUT_VARIABLE];
  if (variable !== undefined) optOuts.push({ words: wordsOf(variable), by: OPT_OUT_VARIABLE });
  return optOuts;
}

/** Words of a text: of a file, the variable, or an option's value. */
export function wordsOf(text: string): string[] {
  return text
    .replaceAll(/#.*/g, '')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

/** Where a user's own file is: below XDG_CONFIG_HOME, or `.config` at home. */
export function userFile(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { XDG_CONFIG_HOME: configured = '', HOME: home = '' } = environment;
  if (isAbsolute(configured)) return join(configured, 'vmslot', 'probe-without');
  return isAbsolute(home) ? join(home, '.config', 'vmslot', 'probe-without') : undefined;
}

async function readOptOutFile(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) throw unreadable(path, 'is not a file');
    const buffer = Buffer.alloc(MAX_OPT_OUT_FILE_BYTES + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead > MAX_OPT_OUT_FILE_BYTES) {
      throw unreadable(path, `is longer than ${MAX_OPT_OUT_FILE_BYTES} bytes`);
    }
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    if (error instanceof JobError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, `cannot be read (${code})`);
  }
}

function unreadable(path: string, what: string): JobError {
  return new JobError(
    'usage',
    oneLine(`${path} ${what}: it may forbid a part of the probe, so nothing was probed`),
  );
}
