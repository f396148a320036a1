import { closeSync, lstatSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AgentError } from '../errors.ts';
import { directoryEntries, nameIn, openDirectoryIn } from './directory-descriptor.ts';
import { errnoOf } from './file-error.ts';

/** Names that are removed before others get a turn of the event loop. */
const BATCH_COUNT = 256;

/** Names that are removed in one call before it gives up: an app may make new ones for ever. */
export const MAX_REMOVED_COUNT = 50_000_000;

/** How often a directory is read again because somebody keeps filling it. */
export const MAX_REMOVE_PASSES = 1_000;

/**
 * Removes a name from an open directory, and all that is below it, without following a link and
 * with at most three open directories however deep the tree is: a directory's directories are first
 * moved up beside it. The tree may belong to an app that changes it at the same time.
 * @throws AgentError with aborted where it is filled faster than it is emptied; system errors as
 *   they come, `ENOENT` where there is no such name
 */
export async function removeTree(
  parent: number,
  name: string,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const path = nameIn(parent, name);
  if (!lstatSync(path).isDirectory()) {
    unlinkSync(path);
    return;
  }
  const top = openDirectoryIn(parent, name);
  try {
    const emptier = new Emptier(top, options.signal);
    for (let pass = 0; !(await emptier.pass()); pass += 1) {
      if (pass >= MAX_REMOVE_PASSES) throw beingFilled();
    }
  } finally {
    closeSync(top);
  }
  rmdirSync(path);
}

class Emptier {
  readonly #top: number;
  readonly #signal: AbortSignal | undefined;
  #movedCount = 0;
  #emptiedCount = 0;
  #removedCount = 0;

  constructor(top: number, signal: AbortSignal | undefined) {
    this.#top = top;
    this.#signal = signal;
  }

  /** Goes through the top directory once; true where nothing was in it. */
  async pass(): Promise<boolean> {
    let empty = true;
    for (const { rawName } of directoryEntries(this.#top)) {
      empty = false;
      if (!this.#unlink(this.#top, rawName)) await this.#removeDirectory(rawName);
      // What was moved up may not show up in this listing any more: a pass for each level is too many.
      while (this.#emptiedCount < this.#movedCount) {
        this.#emptiedCount += 1;
        await this.#removeDirectory(movedName(this.#emptiedCount));
      }
      await this.#breathe();
    }
    return empty;
  }

  /** Unlinks whatever is no directory; false where it is one. */
  #unlink(directory: number, rawName: string): boolean {
    try {
      unlinkSync(nameIn(directory, rawName, 'latin1'));
      return true;
    } catch (error) {
      // Linux says EISDIR for a directory (POSIX has EPERM). Gone is as good as removed.
      if (errnoOf(error) === 'ENOENT') return true;
      if (errnoOf(error) === 'EISDIR') return false;
      throw error;
    }
  }

  async #removeDirectory(rawName: string): Promise<void> {
    let directory: number;
    try {
      directory = openDirectoryIn(this.#top, rawName, 'latin1');
    } catch (error) {
      // Replaced in the meantime: the next pass sees what it is now.
      if (isChanged(error)) return;
      throw error;
    }
    try {
      for (const entry of directoryEntries(directory)) {
        if (!this.#unlink(directory, entry.rawName)) this.#moveUp(directory, entry.rawName);
        await this.#breathe();
      }
      rmdirSync(nameIn(this.#top, rawName, 'latin1'));
    } catch (error) {
      if (!isChanged(error)) throw error;
    } finally {
      closeSync(directory);
    }
  }

  #moveUp(directory: number, rawName: string): void {
    this.#movedCount += 1;
    // An app can only make this fail (the name is taken): then the next pass takes another one.
    const target = nameIn(this.#top, movedName(this.#movedCount));
    renameSync(nameIn(directory, rawName, 'latin1'), target);
  }

  async #breathe(): Promise<void> {
    this.#removedCount += 1;
    if (this.#removedCount % BATCH_COUNT !== 0) return;
    this.#signal?.throwIfAborted();
    if (this.#removedCount > MAX_REMOVED_COUNT) throw beingFilled();
    await nextTurn();
  }
}

function movedName(number: number): string {
  return `.vmslot-removed-${number}`;
}

function beingFilled(): AgentError {
  return new AgentError('aborted', 'a directory is filled while it is emptied; stop the app');
}

/** True where the tree is not what it was a moment ago. */
function isChanged(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENOTEMPTY', 'EEXIST'].includes(errnoOf(error));
}
