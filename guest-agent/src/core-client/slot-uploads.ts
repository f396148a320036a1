import { BOINC_FILES, formatUploadStatusFile } from '@vmslot/proto/boinc';
import type { AppSession } from '../app/index.ts';
import { attempt } from './attempt.ts';
import type { SlotDirectory } from './slot-directory.ts';

/** What a {@link SlotUploads} works on. */
export interface SlotUploadsOptions {
  readonly session: Pick<AppSession, 'requestUpload' | 'uploads'>;
  readonly slot: SlotDirectory;
}

/** Files of a slot that its program wants uploaded before its end. */
export class SlotUploads {
  readonly #options: SlotUploadsOptions;
  /** What the program has been told; a further life of the agent tells it again. */
  readonly #told = new Map<string, number>();

  constructor(options: SlotUploadsOptions) {
    this.#options = options;
  }

  /** Takes the requests that are there; false where one waits for room. */
  async takeRequests(): Promise<boolean> {
    const { session, slot } = this.#options;
    let isDone = true;
    for (const name of await slot.namesAfter(BOINC_FILES.uploadRequestPrefix)) {
      const outcome = await attempt(() => session.requestUpload({ name: slot.below(name) }));
      // A name that cannot be uploaded stays without an answer, as one that never ends.
      if (outcome === 'later') isDone = false;
      else await slot.remove(`${BOINC_FILES.uploadRequestPrefix}${name}`);
    }
    return isDone;
  }

  /** Writes what became of uploads; true where there is something new to be told. */
  async writeStatuses(): Promise<boolean> {
    const { session, slot } = this.#options;
    let isNew = false;
    for (const [path, status] of session.uploads) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (this.#told.get(path) === status || path !== slot.below(name)) continue;
      const file = `${BOINC_FILES.uploadStatusPrefix}${name}`;
      if (!(await slot.write(file, formatUploadStatusFile(status)))) continue;
      this.#told.set(path, status);
      isNew = true;
    }
    return isNew;
  }
}
