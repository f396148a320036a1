import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ImageError } from './errors.ts';
import type { ExtraService } from './extra-services.ts';

/** Name of the manifest in an image's directory. */
export const MANIFEST_FILE = 'manifest.json';

/** Layout version of the manifest; readers refuse others. */
export const MANIFEST_FORMAT_VERSION = 1;

/** An installed Debian package. */
export interface DebianPackage {
  readonly name: string;
  readonly version: string;
}

/** A file of the image beside the manifest. */
export interface ManifestFile {
  readonly name: string;
  /** In bytes; `disk.img` has holes and takes less. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** `manifest.json`: what an image is and what is in it. File names are relative to its directory. */
export interface ImageManifest {
  readonly formatVersion: typeof MANIFEST_FORMAT_VERSION;
  readonly name: string;
  readonly architecture: 'x86_64';
  readonly diskFile: string;
  readonly diskFormat: 'raw';
  readonly kernelFile: string;
  readonly initrdFile: string;
  /** Disc that boots by itself on a PC; missing where the image has none. */
  readonly bootFile?: string;
  /** Kernel command line; the driver adds the console. */
  readonly kernelArguments: string;
  readonly files: readonly ManifestFile[];
  /** Sorted by name; the kernel is among them. */
  readonly packages: readonly DebianPackage[];
  readonly node: { readonly version: string };
  readonly agent: { readonly version: string; readonly sha256: string };
  readonly builtFrom: {
    readonly packages: readonly string[];
    readonly services: readonly ExtraService[];
    readonly mirror: string;
    /** SHA-256 over everything that goes in, Debian's package versions excepted. */
    readonly inputKey: string;
  };
}

/** The manifest as it is written: two spaces, a line end at the end. */
export function formatManifest(manifest: ImageManifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/**
 * Reads an image's manifest. Resolves to undefined when there is none, or one of another layout version:
 * both mean that the image has to be built.
 * @throws ImageError with code `image_damaged` when the file is no JSON.
 */
export async function readManifest(directory: string): Promise<ImageManifest | undefined> {
  const file = path.join(directory, MANIFEST_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const value = JSON.parse(text) as ImageManifest | null;
    return value?.formatVersion === MANIFEST_FORMAT_VERSION ? value : undefined;
  } catch (error) {
    throw new ImageError(
      'image_damaged',
      `${file} is no JSON; delete ${directory} and build again`,
      { cause: error },
    );
  }
}

/** Whether every file of a manifest is there with its size. Bytes are not read. */
export async function filesArePresent(
  directory: string,
  manifest: ImageManifest,
): Promise<boolean> {
  for (const file of manifest.files) {
    try {
      if ((await stat(path.join(directory, file.name))).size !== file.size) return false;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }
  return manifest.files.length > 0;
}

/** Installed packages from dpkg's status file, sorted by name. Layout: deb822(5), dpkg(1). */
export function parseDpkgStatus(text: string): readonly DebianPackage[] {
  const packages: DebianPackage[] = [];
  for (const paragraph of text.split(/\n{2,}/)) {
    const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(paragraph)?.[1]?.trim();
    const name = field('Package');
    const version = field('Version');
    if (name === undefined || version === undefined) continue;
    if (field('Status')?.endsWith(' installed') === true) packages.push({ name, version });
  }
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}
