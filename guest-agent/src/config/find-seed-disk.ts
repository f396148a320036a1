import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeSeed,
  isSeedDisk,
  MAX_SEED_DISK_BYTES,
  type Seed,
  SeedError,
  TAR_BLOCK_BYTES,
} from '@vmslot/proto/seed';
import { AgentError } from '../errors.ts';

export interface FindSeedDiskOptions {
  /** Directory with one entry per disk. Default `/sys/block`. */
  readonly sysBlockDirectory?: string;
  /** Directory with the disks themselves. Default `/dev`. */
  readonly deviceDirectory?: string;
  readonly signal?: AbortSignal;
}

/** Most disks that are looked at; a machine with more is not one of ours. */
export const MAX_DISKS = 256;

/**
 * Finds the seed disk among the disks of this machine, by its first tar entry, and reads the seed.
 * Disks that cannot be read, such as empty drives, are left out and named in the error.
 *
 * @throws AgentError `not_found` where no disk is one, `failed_precondition` where several are,
 *   `data_loss` where the seed is damaged, `canceled` when `signal` aborts.
 */
export async function findSeedDisk(options: FindSeedDiskOptions = {}): Promise<Seed> {
  const { sysBlockDirectory = '/sys/block', deviceDirectory = '/dev', signal } = options;
  const found: { path: string; bytes: Uint8Array }[] = [];
  const unreadable: string[] = [];
  const names = await diskNames(sysBlockDirectory);
  for (const name of names) {
    if (signal?.aborted === true) {
      throw new AgentError('canceled', 'the search for the seed disk was given up', {
        cause: signal.reason,
      });
    }
    // A slash in a disk's name, as in cciss/c0d0, is written as an exclamation mark in sysfs.
    const path = join(deviceDirectory, name.replaceAll('!', '/'));
    try {
      const bytes = await readSeedBytes(path);
      if (bytes !== undefined) found.push({ path, bytes });
    } catch (error) {
      unreadable.push(`${path} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`);
    }
  }
  return seedOf(found, names.length, unreadable);
}

async function diskNames(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort().slice(0, MAX_DISKS);
  } catch (error) {
    throw new AgentError(
      'not_found',
      `no seed disk: ${directory} cannot be read; mount sysfs before the agent starts`,
      { cause: error },
    );
  }
}

/** The bytes that a seed can have, or undefined where the disk is another one. */
async function readSeedBytes(path: string): Promise<Uint8Array | undefined> {
  const file = await open(path, 'r');
  try {
    const first = await readUpTo(file, TAR_BLOCK_BYTES);
    return isSeedDisk(first) ? await readUpTo(file, MAX_SEED_DISK_BYTES) : undefined;
  } finally {
    await file.close();
  }
}

async function readUpTo(
  file: Awaited<ReturnType<typeof open>>,
  maxBytes: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  while (length < maxBytes) {
    const { bytesRead } = await file.read(bytes, length, maxBytes - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function seedOf(
  found: readonly { path: string; bytes: Uint8Array }[],
  diskCount: number,
  unreadable: readonly string[],
): Seed {
  const [first, second] = found;
  if (first === undefined) {
    const rest = unreadable.length === 0 ? '' : `, not readable: ${unreadable.join(', ')}`;
    throw new AgentError(
      'not_found',
      `no seed disk among ${diskCount} disks${rest}; the bridge must attach one`,
    );
  }
  if (second !== undefined) {
    throw new AgentError(
      'failed_precondition',
      `several seed disks: ${found.map((disk) => disk.path).join(', ')}; attach only one`,
    );
  }
  try {
    return decodeSeed(first.bytes);
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    throw new AgentError('data_loss', `seed disk ${first.path}: ${error.message}`, {
      cause: error,
    });
  }
}
