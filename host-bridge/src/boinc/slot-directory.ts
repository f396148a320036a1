import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BOINC_FILES,
  BoincFormatError,
  formatFinishFile,
  formatTemporaryExitFile,
  MAX_INIT_DATA_BYTES,
  parseInitData,
  type FinishFile,
  type InitData,
  type TemporaryExitFile,
} from '@vmslot/proto/boinc';
import { writeAtomically } from '../slot/write-atomically.ts';
import { BoincError } from './boinc-error.ts';

/** SlotDirectory: the files of BOINC's protocol in the directory that the core client gave this task. */
export class SlotDirectory {
  /** Absolute path. */
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * What the core client says about this task.
   * @returns undefined where there is no such file: nobody but a person started this program
   * @throws BoincError `init_data_unusable`
   */
  async readInitData(): Promise<InitData | undefined> {
    const path = join(this.path, BOINC_FILES.initData);
    try {
      const found = await stat(path);
      // A pipe by that name would be waited for.
      if (!found.isFile()) throw unusable(path, 'is no file');
      const { size } = found;
      if (size > MAX_INIT_DATA_BYTES) {
        throw unusable(path, `has ${size} bytes, more than ${MAX_INIT_DATA_BYTES}`);
      }
      return parseInitData(await readFile(path, 'utf8'));
    } catch (cause) {
      if (cause instanceof BoincError) throw cause;
      if (cause instanceof BoincFormatError) throw unusable(path, `: ${cause.message}`, cause);
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT') return undefined;
      throw unusable(path, `cannot be read (${code})`, cause);
    }
  }

  /**
   * Removes what would make the client believe that a task that only begins is over: it aborts one
   * that works on beside a finish file (boinc-runtime reference 3.6).
   * @returns names of what was there
   * @throws BoincError `slot_file_unusable` where one cannot be removed
   */
  async removeStaleEnds(): Promise<readonly string[]> {
    const removed: string[] = [];
    for (const name of [BOINC_FILES.finishCalled, BOINC_FILES.temporaryExit]) {
      const path = join(this.path, name);
      try {
        await rm(path);
        removed.push(name);
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        if (code === 'ENOENT') continue;
        throw new BoincError(
          'slot_file_unusable',
          `${path} is of an earlier end and cannot be removed (${code}): remove it`,
          { cause },
        );
      }
    }
    return removed;
  }

  /** Tells the client that the task is over. The last thing but the exit: within 5 minutes it kills. */
  async writeFinish(finish: FinishFile): Promise<void> {
    await writeAtomically(join(this.path, BOINC_FILES.finishCalled), formatFinishFile(finish));
  }

  /** Asks the client to start the task again later; the reason is shown to the volunteer. */
  async writeTemporaryExit(exit: TemporaryExitFile): Promise<void> {
    await writeAtomically(
      join(this.path, BOINC_FILES.temporaryExit),
      formatTemporaryExitFile(exit),
    );
  }
}

function unusable(path: string, what: string, cause?: unknown): BoincError {
  const text = what.startsWith(':') ? `${path}${what}` : `${path} ${what}`;
  return new BoincError('init_data_unusable', text, { cause });
}
