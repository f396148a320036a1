import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import type { VmImage } from '../hypervisor/driver.ts';
import { JobError } from '../outcome.ts';

/** Name of the file that describes an image, see images/README.md. */
export const MANIFEST_FILE = 'manifest.json';

/** Largest manifest that is read. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

interface ManifestFile {
  readonly name: string;
  readonly size: number;
}

/**
 * Finds an image and checks that its files are there with the sizes of its manifest.
 * @param name directory of the image, or a bare name below `imageDirectories`
 * @throws JobError `image_missing` or `image_unusable`
 */
export async function readImage(
  name: string,
  imageDirectories: readonly string[],
): Promise<VmImage> {
  const candidates =
    isAbsolute(name) || name.includes(sep)
      ? [resolve(name)]
      : imageDirectories.map((directory) => join(directory, name));
  for (const directory of candidates) {
    const text = await readManifest(directory);
    if (text !== undefined) return checkImage(directory, text);
  }
  const places = candidates.join(' or ');
  throw new JobError(
    'image_missing',
    `there is no image at ${places} (no ${MANIFEST_FILE}): build one with "npm run image"`,
  );
}

async function readManifest(directory: string): Promise<string | undefined> {
  const path = join(directory, MANIFEST_FILE);
  try {
    const { size } = await stat(path);
    if (size > MAX_MANIFEST_BYTES) throw unusable(path, `it has ${size} bytes, too many`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function checkImage(directory: string, text: string): Promise<VmImage> {
  const path = join(directory, MANIFEST_FILE);
  const manifest = parseObject(path, text);
  if (manifest.formatVersion !== 1) {
    throw unusable(path, `formatVersion is ${String(manifest.formatVersion)}, this bridge reads 1`);
  }
  const { architecture, diskFormat } = manifest;
  if (architecture !== 'x86_64' && architecture !== 'aarch64')
    throw unusable(path, 'unknown architecture');
  if (diskFormat !== 'raw' && diskFormat !== 'qcow2') throw unusable(path, 'unknown diskFormat');
  if (!Array.isArray(manifest.files)) throw unusable(path, 'files is not a list');
  for (const file of manifest.files as unknown[]) await checkFile(directory, path, file);
  const fileNamed = (key: string): string => {
    const name = manifest[key];
    const known = (manifest.files as ManifestFile[]).some((file) => file.name === name);
    if (typeof name !== 'string' || !known)
      throw unusable(path, `${key} names no file of the image`);
    return join(directory, name);
  };
  const { kernelArguments } = manifest;
  if (typeof kernelArguments !== 'string') throw unusable(path, 'kernelArguments is not a text');
  return {
    directory,
    diskFile: fileNamed('diskFile'),
    diskFormat,
    kernelFile: fileNamed('kernelFile'),
    initrdFile: fileNamed('initrdFile'),
    kernelArguments,
    architecture,
  };
}

async function checkFile(directory: string, manifestPath: string, file: unknown): Promise<void> {
  if (typeof file !== 'object' || file === null || !('name' in file) || !('size' in file)) {
    throw unusable(manifestPath, 'an entry of files has no name or size');
  }
  const { name, size } = file;
  if (typeof name !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw unusable(manifestPath, 'the name of a file is not a plain file name');
  }
  const path = join(directory, name);
  let actual: number;
  try {
    actual = (await stat(path)).size;
  } catch (cause) {
    throw new JobError('image_unusable', `the image lacks ${path}: build or download it again`, {
      cause,
    });
  }
  if (actual !== size) {
    const text = `${path} has ${actual} bytes, the manifest says ${String(size)}: build or download it again`;
    throw new JobError('image_unusable', text);
  }
}

function parseObject(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch (cause) {
    throw new JobError('image_unusable', `${path} is not JSON: build the image again`, { cause });
  }
  throw unusable(path, 'it is not an object');
}

function unusable(path: string, what: string): JobError {
  return new JobError('image_unusable', `${path}: ${what}; build or download the image again`);
}
