import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import type { VmImage } from '../hypervisor/driver.ts';
import { JobError } from '../outcome.ts';
import { oneLine } from '../report/one-line.ts';

/** Name of the file that describes an image, see images/README.md. */
export const MANIFEST_FILE = 'manifest.json';

/** Largest manifest that is read. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** An image whose files are there, with what its manifest says of their content. */
export interface CheckedImage extends VmImage {
  /** SHA-256 in hexadecimal by path, of the files of which the manifest tells it. */
  readonly hashes: ReadonlyMap<string, string>;
}

/**
 * Finds an image and checks that its files are there with the sizes of its manifest.
 * @param name directory of the image, or a bare name below `imageDirectories`
 * @param resolveFile path of the file behind one in the directory, where that only stands for another
 * @throws JobError `image_missing` or `image_unusable`
 */
export async function readImage(
  name: string,
  imageDirectories: readonly string[],
  resolveFile: ResolveFile = async (path) => path,
): Promise<CheckedImage> {
  const candidates =
    isAbsolute(name) || name.includes(sep)
      ? [resolve(name)]
      : imageDirectories.map((directory) => join(directory, name));
  for (const directory of candidates) {
    const text = await readManifest(await resolveFile(join(directory, MANIFEST_FILE)));
    if (text !== undefined) return checkImage(directory, text, resolveFile);
  }
  const places = candidates.join(' or ');
  throw new JobError(
    'image_missing',
    `there is no image at ${places} (no ${MANIFEST_FILE}): build one with "npm run image"`,
  );
}

type ResolveFile = (path: string) => Promise<string>;

async function readManifest(path: string): Promise<string | undefined> {
  try {
    const status = await stat(path);
    if (!status.isFile()) throw unusable(path, 'it is not a regular file');
    if (status.size > MAX_MANIFEST_BYTES)
      throw unusable(path, `it has ${status.size} bytes, more than ${MAX_MANIFEST_BYTES}`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof JobError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new JobError('image_unusable', `${path} cannot be read (${code}): mend that`, { cause });
  }
}

async function checkImage(
  directory: string,
  text: string,
  resolveFile: ResolveFile,
): Promise<CheckedImage> {
  const path = join(directory, MANIFEST_FILE);
  const manifest = parseObject(path, text);
  if (manifest.formatVersion !== 1) {
    const found = oneLine(JSON.stringify(manifest.formatVersion) ?? 'missing');
    throw unusable(path, `formatVersion is ${found}, this bridge reads 1`);
  }
  const { architecture, devices, diskFormat, files, kernelArguments } = manifest;
  if (architecture !== 'x86_64' && architecture !== 'aarch64')
    throw unusable(path, 'architecture is neither x86_64 nor aarch64');
  if (diskFormat !== 'raw' && diskFormat !== 'qcow2')
    throw unusable(path, 'diskFormat is neither raw nor qcow2');
  if (devices !== undefined && devices !== 'virtio' && devices !== 'pc')
    throw unusable(path, 'devices is neither virtio nor pc');
  if (typeof kernelArguments !== 'string' || /\p{Cc}/u.test(kernelArguments))
    throw unusable(path, 'kernelArguments is not one line of text');
  if (!Array.isArray(files)) throw unusable(path, 'files is not a list');
  const paths = new Map<unknown, string>();
  const hashes = new Map<string, string>();
  for (const file of files as unknown[]) {
    const checked = await checkFile(directory, path, file, resolveFile);
    paths.set(checked.name, checked.path);
    if (checked.sha256 !== undefined) hashes.set(checked.path, checked.sha256);
  }
  const fileNamed = (key: string): string => {
    const found = paths.get(manifest[key]);
    if (found === undefined) throw unusable(path, `${key} names no file of the image`);
    return found;
  };
  return {
    directory,
    diskFile: fileNamed('diskFile'),
    diskFormat,
    kernelFile: fileNamed('kernelFile'),
    initrdFile: fileNamed('initrdFile'),
    bootFile: manifest['bootFile'] === undefined ? undefined : fileNamed('bootFile'),
    devices,
    kernelArguments,
    architecture,
    hashes,
  };
}

/** Checks one entry of `files`; gives its name, where it is and its hash. */
async function checkFile(
  directory: string,
  manifestPath: string,
  file: unknown,
  resolveFile: ResolveFile,
): Promise<{ readonly name: string; readonly path: string; readonly sha256: string | undefined }> {
  const { name, size, sha256 }: Record<string, unknown> = isObject(file) ? file : {};
  if (typeof name !== 'string' || !FILE_NAME.test(name)) {
    throw unusable(manifestPath, 'an entry of files has no plain file name');
  }
  if (typeof size !== 'number') throw unusable(manifestPath, `${name} has no size`);
  const path = await resolveFile(join(directory, name));
  let status: Stats;
  try {
    status = await stat(path);
  } catch (cause) {
    throw new JobError('image_unusable', `the image lacks ${path}: build or download it again`, {
      cause,
    });
  }
  if (!status.isFile()) throw unusable(manifestPath, `${name} is not a regular file`);
  if (status.size !== size) {
    const text = `${path} has ${status.size} bytes, the manifest says ${size}: build or download it again`;
    throw new JobError('image_unusable', text);
  }
  return { name, path, sha256: typeof sha256 === 'string' ? sha256 : undefined };
}

/** A name without a directory, of at most as many characters as NAME_MAX of Linux. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;

function parseObject(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (cause) {
    throw new JobError('image_unusable', `${path} is not JSON: build or download it again`, {
      cause,
    });
  }
  throw unusable(path, 'it is not an object');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unusable(path: string, what: string): JobError {
  return new JobError('image_unusable', `${path}: ${what}; build or download the image again`);
}
