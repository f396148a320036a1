import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isErrorWithCode } from '../cgroup/index.ts';
import type { EventLog } from './event-log.ts';
import { openBelow } from '../work/open-below.ts';

/** What {@link announceUploads} works on. */
export interface UploadFilesOptions {
  /** Paths below the work directory. */
  readonly files: readonly string[];
  readonly workDirectory: string;
  readonly log: EventLog;
}

/**
 * Announces each upload file that is there and was not announced before. What cannot be written down on a
 * full disk waits for the next look; a file that none comes to is an output like any other.
 */
export async function announceUploads(options: UploadFilesOptions, step: number): Promise<void> {
  const { files, workDirectory, log } = options;
  for (const [file, path] of files.entries()) {
    if (log.files.isReady(file) || !mayBeThere(join(workDirectory, path))) continue;
    await using opened = await openBelow(workDirectory, path);
    if (opened === undefined) continue;
    try {
      log.announceUpload(step, { file });
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) throw error;
      return;
    }
  }
}

/** One cheap call for the many files that are not there; may be led astray by links of the app's. */
function mayBeThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch (error) {
    if (isErrorWithCode(error)) return false;
    throw error;
  }
}
