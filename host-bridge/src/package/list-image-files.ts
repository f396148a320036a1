import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, readImage } from '../image/read-image.ts';
import { JobError } from '../outcome.ts';
import { SLOT_IMAGE_DIRECTORY, type PlannedFile } from './plan-package.ts';

/** A file of an image, and what its manifest says of the content. */
export interface ImageFile extends PlannedFile {
  /** Undefined: the manifest does not say; it cannot for itself. */
  readonly sha256: string | undefined;
}

/**
 * Lists the files of an image: the manifest and all that it names.
 * @param name directory of the image, or a bare name below `imageDirectories`
 * @throws JobError `image_missing` or `image_unusable`
 */
export async function listImageFiles(
  name: string,
  imageDirectories: readonly string[],
): Promise<readonly ImageFile[]> {
  // Checks the manifest; only the list of files is not among what it gives back.
  const { directory } = await readImage(name, imageDirectories);
  const text = await readFile(join(directory, MANIFEST_FILE), 'utf8');
  const { files } = JSON.parse(text) as { files: readonly { name: string; sha256?: unknown }[] };
  const entries = files.map((file) => ({
    name: file.name,
    sha256: typeof file.sha256 === 'string' ? file.sha256 : undefined,
  }));
  return [{ name: MANIFEST_FILE, sha256: undefined }, ...entries].map((entry) => ({
    source: join(directory, entry.name),
    logicalName: `${SLOT_IMAGE_DIRECTORY}/${entry.name}`,
    executable: false,
    sha256: entry.sha256,
  }));
}

/** @throws JobError `image_unusable` where a file is not what the manifest says */
export function assertImageFile(file: ImageFile, sha256: string): void {
  if (file.sha256 === undefined || file.sha256 === sha256) return;
  const text = `${file.source} is damaged, its SHA-256 is not the manifest's: build or download it again`;
  throw new JobError('image_unusable', text, { phase: 'prepare' });
}
