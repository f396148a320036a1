import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { chmod, copyFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { physicalName } from './physical-name.ts';
import type { PlannedFile } from './plan-package.ts';

/** A file that is in its place. */
export interface PlacedFile {
  readonly logicalName: string;
  readonly physicalName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Options of {@link placeFile}. */
export interface PlaceFileOptions {
  readonly directory: string;
  /** `physical`: with the hash, for an app version; `logical`: as in the slot, for a workunit. */
  readonly naming: 'physical' | 'logical';
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies a file into a package: without copying bytes where the file system shares them. The hash is
 * that of the copy, so a source that changes meanwhile cannot make the name wrong.
 * @throws what the file system says
 * @throws the reason of `signal`
 */
export async function placeFile(
  file: PlannedFile,
  { directory, naming, signal }: PlaceFileOptions,
): Promise<PlacedFile> {
  signal?.throwIfAborted();
  const copy = join(directory, file.logicalName.replaceAll('/', '_'));
  await copyFile(file.source, copy, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  await chmod(copy, file.executable ? 0o755 : 0o644);
  const hash = createHash('sha256');
  await pipeline(createReadStream(copy), hash, { signal });
  const sha256 = hash.digest('hex');
  const name = physicalName(file.logicalName, sha256);
  if (naming === 'physical') await rename(copy, join(directory, name));
  const { size } = await stat(naming === 'physical' ? join(directory, name) : copy);
  return { logicalName: file.logicalName, physicalName: name, sizeBytes: size, sha256 };
}
