import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BOINC_FILES, parseUploadStatusFile } from '@vmslot/proto/boinc';
import { BoincError } from './boinc-error.ts';

/** Names that can be part of a request file's name. */
const LOGICAL_NAME = /^[^/\\\0]{1,200}$/;

/**
 * UploadRequests asks the client to upload an output before the task is over (boinc-runtime reference
 * 4.5): an empty request file, a notice by the message channel, then a status file. The output is final
 * from the request on.
 */
export class UploadRequests {
  readonly #slotDirectory: string;

  constructor(slotDirectory: string) {
    this.#slotDirectory = slotDirectory;
  }

  /** Writes the request; the caller tells the client. @throws BoincError `slot_file_unusable` */
  async request(logicalName: string): Promise<void> {
    if (!LOGICAL_NAME.test(logicalName)) {
      const shown = JSON.stringify(logicalName.slice(0, 200));
      throw new BoincError(
        'slot_file_unusable',
        `${shown} cannot be uploaded early: its logical name must have no slash`,
      );
    }
    const path = join(this.#slotDirectory, `${BOINC_FILES.uploadRequestPrefix}${logicalName}`);
    try {
      // Empty, so it is whole as soon as it is there. A temporary name beside it would begin like a
      // request as well, and the client may look at any time.
      await (await open(path, 'w', 0o600)).close();
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new BoincError('slot_file_unusable', `${path} cannot be written (${code})`, { cause });
    }
  }

  /** True where the client, which takes them away, has not seen all; the notice may be lost with a life. */
  async hasWaiting(): Promise<boolean> {
    const names = await readdir(this.#slotDirectory);
    return names.some((name) => name.startsWith(BOINC_FILES.uploadRequestPrefix));
  }

  /** What the client said: 0 or 1 uploaded, below 0 a permanent error, undefined nothing yet. */
  async status(logicalName: string): Promise<number | undefined> {
    try {
      const path = join(this.#slotDirectory, `${BOINC_FILES.uploadStatusPrefix}${logicalName}`);
      return parseUploadStatusFile(await readFile(path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}
