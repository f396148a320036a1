import {
  chmodSync,
  close,
  constants,
  fchmodSync,
  fsync,
  futimesSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writev,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dropBytes, type AcceptedEntry, type EntrySink } from '@vmslot/proto/archive';

const writeBuffers = promisify(writev);
const syncDescriptor = promisify(fsync);
const closeDescriptor = promisify(close);

const CREATE =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** Files that are on their way to the disk while the next ones are received. */
export const MAX_PENDING_SYNCS = 16;

/**
 * Makes entries below a staging directory that only the bridge's user can enter. Each file is
 * synced to the disk before `finish` is done; a few at a time, because a journalling file system
 * brings them to the disk together.
 *
 * The bridge need not be root, so a directory always keeps read, write and entry for its owner: its
 * content could not be made, moved or deleted otherwise.
 */
export class OutputSink implements EntrySink {
  readonly #directory: string;
  readonly #onContent: (byteCount: number) => void;
  readonly #pending = new Set<Promise<void>>();
  #failure: Error | undefined;
  #entry: AcceptedEntry | undefined;
  #descriptor: number | undefined;

  /**
   * @param directory a fresh directory
   * @param onContent told how many bytes of content were written, after each piece
   */
  constructor(directory: string, onContent: (byteCount: number) => void) {
    this.#directory = directory;
    this.#onContent = onContent;
  }

  begin(entry: AcceptedEntry): void {
    for (const path of entry.impliedDirectories) mkdirSync(join(this.#directory, path));
    const path = join(this.#directory, entry.path);
    this.#entry = entry;
    if (entry.type === 'directory') {
      // It may have been implied by a longer name before.
      mkdirSync(path, { recursive: true });
      chmodSync(path, modeOf(entry) | 0o700);
    } else if (entry.type === 'link') {
      symlinkSync(entry.linkTarget, path);
    } else {
      this.#descriptor = openSync(path, CREATE, 0o600);
    }
  }

  async write(pieces: Buffer[]): Promise<void> {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    let rest = pieces;
    while (rest.length > 0) {
      const { bytesWritten } = await writeBuffers(descriptor, rest);
      this.#onContent(bytesWritten);
      rest = dropBytes(rest, bytesWritten);
    }
  }

  end(): void | Promise<void> {
    const descriptor = this.#descriptor;
    if (descriptor === undefined || this.#entry === undefined) return;
    futimesSync(descriptor, this.#entry.modifiedSeconds, this.#entry.modifiedSeconds);
    fchmodSync(descriptor, modeOf(this.#entry));
    this.#descriptor = undefined;
    const work: Promise<void> = this.#syncAndClose(descriptor).finally(() => {
      this.#pending.delete(work);
    });
    this.#pending.add(work);
    return this.#pending.size < MAX_PENDING_SYNCS ? undefined : Promise.race(this.#pending);
  }

  async finish(): Promise<void> {
    await Promise.all(this.#pending);
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    await Promise.all(this.#pending);
    if (descriptor !== undefined) await closeDescriptor(descriptor);
  }

  /** Never fails: what went wrong is thrown by `finish`. */
  async #syncAndClose(descriptor: number): Promise<void> {
    try {
      await syncDescriptor(descriptor);
    } catch (error) {
      this.#failure ??= error as Error;
    }
    try {
      await closeDescriptor(descriptor);
    } catch (error) {
      this.#failure ??= error as Error;
    }
  }
}

/** As the guest says; but other users of the host may not write, and the owner can read. */
function modeOf({ mode }: AcceptedEntry): number {
  return (mode & ~0o022) | 0o400;
}
