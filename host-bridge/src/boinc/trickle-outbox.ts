import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BOINC_FILES, formatTrickleUp } from '@vmslot/proto/boinc';
import { writeAtomically } from '../slot/write-atomically.ts';

/** Most trickles that wait for the client; more are refused. */
export const MAX_QUEUED_TRICKLES = 1_000;

const FILE_NAME = /^trickle-(\d{9})\.xml$/;

/**
 * TrickleOutbox holds trickle-up messages until the client takes them: the slot has room for one
 * (boinc-runtime reference 4.5). Each waits as a file, so none is lost with this program. `pump` hands
 * the next one over; who calls it tells the client by the message channel.
 */
export class TrickleOutbox {
  readonly #slotDirectory: string;
  readonly #queueDirectory: string;
  #nextNumber = 0;
  #names: string[] = [];
  /** The one that is being added: they take their turn. */
  #adding: Promise<unknown> = Promise.resolve();

  private constructor(slotDirectory: string, queueDirectory: string) {
    this.#slotDirectory = slotDirectory;
    this.#queueDirectory = queueDirectory;
  }

  /** Makes the directory for those that wait, or finds them there. */
  static async open(slotDirectory: string, queueDirectory: string): Promise<TrickleOutbox> {
    const outbox = new TrickleOutbox(slotDirectory, queueDirectory);
    await mkdir(queueDirectory, { recursive: true, mode: 0o700 });
    outbox.#names = (await readdir(queueDirectory))
      .filter((name) => FILE_NAME.test(name))
      .toSorted();
    const last = outbox.#names.at(-1);
    outbox.#nextNumber = last === undefined ? 0 : Number(FILE_NAME.exec(last)?.[1]) + 1;
    return outbox;
  }

  /** Those that the client has not been handed yet. */
  get queuedCount(): number {
    return this.#names.length;
  }

  /**
   * Keeps a trickle until the client takes it.
   * @returns false where too many wait already
   * @throws what the file system says; the trickle is not kept then
   */
  add(variety: string, text: string): Promise<boolean> {
    const added = this.#adding.then(() => this.#add(variety, text));
    this.#adding = added.catch(() => undefined);
    return added;
  }

  async #add(variety: string, text: string): Promise<boolean> {
    if (this.#names.length >= MAX_QUEUED_TRICKLES) return false;
    const name = `trickle-${String(this.#nextNumber++).padStart(9, '0')}.xml`;
    await writeAtomically(join(this.#queueDirectory, name), formatTrickleUp({ variety, text }));
    this.#names.push(name);
    return true;
  }

  /**
   * Hands the next one over where the client has taken the last.
   * @returns true while one lies ready for the client, which must then be told
   */
  async pump(): Promise<boolean> {
    const ready = join(this.#slotDirectory, BOINC_FILES.trickleUp);
    if (await exists(ready)) return true;
    for (let name = this.#names[0]; name !== undefined; name = this.#names[0]) {
      const isMoved = await move(join(this.#queueDirectory, name), ready);
      this.#names.shift();
      if (isMoved) return true;
    }
    return false;
  }
}

/** @returns false where it is not there any more: nobody but a person takes one out of the queue */
async function move(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
