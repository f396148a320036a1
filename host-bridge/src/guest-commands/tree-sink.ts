import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writev,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  ArchiveError,
  assertLinkTarget,
  dropBytes,
  type AcceptedEntry,
  type EntrySink,
} from '@vmslot/proto/archive';

const writeBuffers = promisify(writev);

const CREATE =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * Makes what a guest sends of a tree below a fresh directory that only this user can enter, through no
 * link: the gate lets nothing pass that lies below one. A link that leads out of the tree is left out
 * and counted, so that nobody follows it to a file of the host later on.
 */
export class TreeSink implements EntrySink {
  readonly #directory: string;
  readonly #onContent: (byteCount: number) => void;
  #entry: AcceptedEntry | undefined;
  #descriptor: number | undefined;
  /** Links that were left out. */
  skippedLinkCount = 0;

  /** @param onContent told how many bytes of content were written, after each piece */
  constructor(directory: string, onContent: (byteCount: number) => void) {
    this.#directory = directory;
    this.#onContent = onContent;
  }

  begin(entry: AcceptedEntry): void {
    for (const path of entry.impliedDirectories) mkdirSync(this.#path(path));
    const path = this.#path(entry.path);
    this.#entry = entry;
    switch (entry.type) {
      case 'directory':
        // It may have been implied by a longer name before.
        mkdirSync(path, { recursive: true });
        chmodSync(path, modeOf(entry) | 0o700);
        return;
      case 'link':
        if (staysInside(entry)) symlinkSync(entry.linkTarget, path);
        else this.skippedLinkCount += 1;
        return;
      case 'hardlink':
        // The gate has seen that it is a file of this archive.
        linkSync(this.#path(entry.linkTarget), path);
        return;
      case 'file':
        this.#descriptor = openSync(path, CREATE, 0o600);
    }
  }

  async write(pieces: Buffer[], position: number): Promise<void> {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    let rest = pieces;
    let at = position;
    while (rest.length > 0) {
      const { bytesWritten } = await writeBuffers(descriptor, rest, at);
      this.#onContent(bytesWritten);
      at += bytesWritten;
      rest = dropBytes(rest, bytesWritten);
    }
  }

  end(): void {
    const descriptor = this.#descriptor;
    if (descriptor === undefined || this.#entry === undefined) return;
    // Holes at the end of a sparse file.
    if (this.#entry.sparseBytes !== undefined) ftruncateSync(descriptor, this.#entry.sizeBytes);
    futimesSync(descriptor, this.#entry.modifiedSeconds, this.#entry.modifiedSeconds);
    fchmodSync(descriptor, modeOf(this.#entry));
    this.close();
  }

  finish(): void {
    // Each entry is complete with its end.
  }

  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  }

  #path(path: string): string {
    return join(this.#directory, path);
  }
}

/** As the guest says; but other users of the host may not write, and the owner can read. */
function modeOf({ mode }: AcceptedEntry): number {
  return (mode & ~0o022) | 0o400;
}

function staysInside({ path, linkTarget }: AcceptedEntry): boolean {
  try {
    assertLinkTarget(path, linkTarget, '');
    return true;
  } catch (error) {
    if (error instanceof ArchiveError) return false;
    throw error;
  }
}
