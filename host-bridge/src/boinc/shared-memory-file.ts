import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  BOINC_FILES,
  CHANNEL_BYTES,
  CHANNEL_OFFSETS,
  decodeMessageText,
  encodeMessageText,
  SHARED_MEMORY_BYTES,
  type ChannelName,
} from '@vmslot/proto/boinc';
import { BoincError } from './boinc-error.ts';
import type { MessageChannels } from './message-channels.ts';

const EMPTY = Uint8Array.of(0);
const FULL = Uint8Array.of(1);

/**
 * Opens boinc_mmap_file of a slot. The core client maps it; positioned reads and writes see the same
 * bytes, since both go through the page cache (boinc-runtime reference 1.3; not on network file
 * systems, where a client does not run either).
 *
 * @throws BoincError `shared_memory_unusable` where it is missing or has another size
 */
export function openSharedMemoryFile(slotDirectory: string): MessageChannels {
  const path = join(slotDirectory, BOINC_FILES.sharedMemory);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r+');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'is not there' : `cannot be opened (${code})`;
    throw unusable(path, what, cause);
  }
  const { size } = fstatSync(descriptor);
  if (size >= SHARED_MEMORY_BYTES) return new SharedMemoryFile(descriptor);
  closeSync(descriptor);
  throw unusable(path, `has ${size} bytes instead of ${SHARED_MEMORY_BYTES}`);
}

class SharedMemoryFile implements MessageChannels {
  readonly #descriptor: number;
  readonly #flag = new Uint8Array(1);
  readonly #text = new Uint8Array(CHANNEL_BYTES - 1);
  #closed = false;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  receive(channel: ChannelName): string | undefined {
    if (!this.isPending(channel)) return undefined;
    const offset = CHANNEL_OFFSETS[channel];
    this.#text.fill(0);
    readSync(this.#descriptor, this.#text, 0, this.#text.length, offset + 1);
    // The text first: once the flag is clear, the other side may write the next one over it.
    writeSync(this.#descriptor, EMPTY, 0, 1, offset);
    return decodeMessageText(this.#text);
  }

  send(channel: ChannelName, text: string): boolean {
    if (this.#closed || this.isPending(channel)) return false;
    const offset = CHANNEL_OFFSETS[channel];
    const bytes = encodeMessageText(text);
    writeSync(this.#descriptor, bytes, 0, bytes.length, offset + 1);
    // The flag last: with it the text counts as there.
    writeSync(this.#descriptor, FULL, 0, 1, offset);
    return true;
  }

  isPending(channel: ChannelName): boolean {
    if (this.#closed) return false;
    // A file that was cut off under us reads as empty: no message.
    const count = readSync(this.#descriptor, this.#flag, 0, 1, CHANNEL_OFFSETS[channel]);
    return count === 1 && this.#flag[0] !== 0;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#descriptor);
  }
}

function unusable(path: string, what: string, cause?: unknown): BoincError {
  return new BoincError(
    'shared_memory_unusable',
    `${path} ${what}, so the client cannot be heard: let the client start the task again`,
    { cause },
  );
}
