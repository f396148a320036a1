import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  futimesSync,
  lchownSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writev,
  writevSync,
} from 'node:fs';
import { promisify } from 'node:util';
import {
  CONTENT_BATCH_BYTES,
  dropBytes,
  type AcceptedEntry,
  type EntrySink,
} from '@vmslot/proto/archive';

const writeBuffers = promisify(writev);

const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Mode of a directory that has no entry of its own. */
const IMPLIED_DIRECTORY_MODE = 0o755;

/** Where entries go and whom they belong to. */
export interface StagingSinkOptions {
  /** A fresh directory that only the agent's own user can enter. */
  readonly directory: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Makes entries below a staging directory and gives them to a user. Plain paths are safe there:
 * nobody else can enter the directory, and no entry lies below a link (the scanner's rule).
 *
 * Small files are made with synchronous calls: they only reach the page cache, and six hops through
 * the thread pool for each of ten thousand files cost more than the calls. Large files are written
 * in the pool, because the kernel makes their writer wait for the disk.
 */
export class StagingSink implements EntrySink {
  readonly #options: StagingSinkOptions;
  #entry: AcceptedEntry | undefined;
  #descriptor: number | undefined;

  constructor(options: StagingSinkOptions) {
    this.#options = options;
  }

  begin(entry: AcceptedEntry): void {
    for (const path of entry.impliedDirectories) this.#makeDirectory(path, IMPLIED_DIRECTORY_MODE);
    this.#entry = entry;
    switch (entry.type) {
      case 'directory':
        this.#makeDirectory(entry.path, entry.mode);
        return;
      case 'link':
        this.#makeLink(entry);
        return;
      case 'file':
        this.#descriptor = openSync(this.#path(entry.path), CREATE, 0o600);
    }
  }

  write(pieces: Buffer[]): void | Promise<void> {
    const descriptor = this.#descriptor;
    if (descriptor === undefined || this.#entry === undefined) return;
    if (this.#entry.sizeBytes > CONTENT_BATCH_BYTES) return writeAll(descriptor, pieces);
    let rest = pieces;
    while (rest.length > 0) rest = dropBytes(rest, writevSync(descriptor, rest));
  }

  end(): void {
    const { uid, gid } = this.#options;
    const descriptor = this.#descriptor;
    if (descriptor === undefined || this.#entry === undefined) return;
    fchownSync(descriptor, uid, gid);
    fchmodSync(descriptor, this.#entry.mode);
    futimesSync(descriptor, this.#entry.modifiedSeconds, this.#entry.modifiedSeconds);
    this.close();
  }

  finish(): void {
    // Every entry was finished at its own end.
  }

  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  }

  #makeDirectory(path: string, mode: number): void {
    const full = this.#path(path);
    // A directory may have been implied by a longer name before its own entry comes.
    mkdirSync(full, { recursive: true });
    chmodSync(full, mode);
    lchownSync(full, this.#options.uid, this.#options.gid);
  }

  #makeLink(entry: AcceptedEntry): void {
    const full = this.#path(entry.path);
    symlinkSync(entry.linkTarget, full);
    lchownSync(full, this.#options.uid, this.#options.gid);
  }

  #path(path: string): string {
    return `${this.#options.directory}/${path}`;
  }
}

async function writeAll(descriptor: number, pieces: Buffer[]): Promise<void> {
  let rest = pieces;
  while (rest.length > 0) {
    const { bytesWritten } = await writeBuffers(descriptor, rest);
    rest = dropBytes(rest, bytesWritten);
  }
}
