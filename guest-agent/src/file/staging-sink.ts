import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  ftruncateSync,
  futimesSync,
  lchownSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  openSync,
  symlinkSync,
  utimesSync,
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
  /** True: also the times of directories and links, hard links, and holes where the content is zero. */
  readonly isTree?: boolean;
}

/** Pieces of zeros up to this size are not looked for, in bytes. */
const MIN_HOLE_BYTES = 4096;

const ZEROS = Buffer.alloc(CONTENT_BATCH_BYTES);

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
  /** Directories whose times are set when nothing changes in them any more. */
  readonly #directories: AcceptedEntry[] = [];

  constructor(options: StagingSinkOptions) {
    this.#options = options;
  }

  begin(entry: AcceptedEntry): void {
    for (const path of entry.impliedDirectories) this.#makeDirectory(path, IMPLIED_DIRECTORY_MODE);
    this.#entry = entry;
    switch (entry.type) {
      case 'directory':
        this.#makeDirectory(entry.path, entry.mode);
        if (this.#options.isTree === true) this.#directories.push(entry);
        return;
      case 'link':
        this.#makeLink(entry);
        return;
      case 'hardlink':
        // Only the agent can enter the staging directory, and the target is a file of this archive.
        linkSync(this.#path(entry.linkTarget), this.#path(entry.path));
        return;
      case 'file':
        this.#descriptor = openSync(this.#path(entry.path), CREATE, 0o600);
    }
  }

  write(pieces: Buffer[], position: number): void | Promise<void> {
    const descriptor = this.#descriptor;
    if (descriptor === undefined || this.#entry === undefined) return;
    if (this.#entry.sizeBytes > CONTENT_BATCH_BYTES || this.#entry.sparseBytes !== undefined) {
      // The file gets its size at its end, so what is not written is zeros.
      if (this.#options.isTree === true && isZero(pieces)) return;
      return writeAll(descriptor, pieces, position);
    }
    let rest = pieces;
    while (rest.length > 0) rest = dropBytes(rest, writevSync(descriptor, rest));
  }

  end(): void {
    const { uid, gid } = this.#options;
    const descriptor = this.#descriptor;
    if (descriptor === undefined || this.#entry === undefined) return;
    if (this.#options.isTree === true) ftruncateSync(descriptor, this.#entry.sizeBytes);
    fchownSync(descriptor, uid, gid);
    fchmodSync(descriptor, this.#entry.mode);
    futimesSync(descriptor, this.#entry.modifiedSeconds, this.#entry.modifiedSeconds);
    this.close();
  }

  finish(): void {
    // Inner ones first: a change of time is no change in the directory above, but this is the order.
    for (const { path, modifiedSeconds } of this.#directories.toReversed()) {
      utimesSync(this.#path(path), modifiedSeconds, modifiedSeconds);
    }
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
    if (this.#options.isTree !== true) return;
    lutimesSync(full, entry.modifiedSeconds, entry.modifiedSeconds);
  }

  #path(path: string): string {
    return `${this.#options.directory}/${path}`;
  }
}

async function writeAll(descriptor: number, pieces: Buffer[], position: number): Promise<void> {
  let rest = pieces;
  let at = position;
  while (rest.length > 0) {
    const { bytesWritten } = await writeBuffers(descriptor, rest, at);
    rest = dropBytes(rest, bytesWritten);
    at += bytesWritten;
  }
}

function isZero(pieces: readonly Buffer[]): boolean {
  return pieces.every((piece) => {
    if (piece.length < MIN_HOLE_BYTES) return false;
    for (let at = 0; at < piece.length; at += ZEROS.length) {
      const end = Math.min(piece.length, at + ZEROS.length);
      if (ZEROS.compare(piece, at, end, 0, end - at) !== 0) return false;
    }
    return true;
  });
}
