import { closeSync, constants, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Which of the two streams of a program. */
export type StreamName = 'stdout' | 'stderr';

/** File that takes what a step prints. */
export function spoolPath(stateDirectory: string, step: number, stream: StreamName): string {
  return join(stateDirectory, `${stream}.${step}`);
}

/** File with the texts of all trickles of a task, one after the other; the journal has the borders. */
export function trickleSpoolPath(stateDirectory: string): string {
  return join(stateDirectory, 'trickles');
}

/**
 * What one step prints on one stream: a file of the agent that the program writes to by itself. So no
 * reader, slow or dead, and no end of the agent can block or kill the program, and a repeated event is
 * a read at an offset. Whoever opens it closes it.
 */
export class OutputSpool {
  readonly #fd: number;
  #open = true;

  /** @param isThere true for one that an earlier life of the agent made */
  constructor(path: string, isThere = false) {
    const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY } = constants;
    const flags = O_APPEND | O_WRONLY;
    this.#fd = openSync(path, isThere ? flags : flags | O_CREAT | O_EXCL, 0o600);
  }

  /** Bytes printed so far, by a system call. */
  sizeBytes(): number {
    return fstatSync(this.#fd).size;
  }

  /** Gives back the room of what is beyond the first bytes. */
  cut(sizeBytes: number): void {
    if (this.sizeBytes() > sizeBytes) ftruncateSync(this.#fd, sizeBytes);
  }

  close(): void {
    if (this.#open) closeSync(this.#fd);
    this.#open = false;
  }
}

/**
 * Reads a range of a spool into a new buffer. A program holds a descriptor of the file and can make it
 * shorter; what it took away reads as zeros, so that offsets and sizes stay what they were announced.
 */
export async function readSpool(
  path: string,
  startBytes: number,
  endBytes: number,
): Promise<Uint8Array> {
  const data = Buffer.alloc(endBytes - startBytes);
  await using file = await open(path, 'r');
  let filled = 0;
  while (filled < data.length) {
    const { bytesRead } = await file.read(data, filled, data.length - filled, startBytes + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return data;
}
