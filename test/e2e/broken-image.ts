import { copyFile, mkdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createTinyGuest } from '../contracts/tiny-guest.ts';
import { IMAGE_DIRECTORY } from './workspace.ts';

/** The parts of a manifest that these tests look at. */
interface Manifest {
  readonly diskFile: string;
  readonly kernelFile: string;
  readonly files: readonly { readonly name: string; readonly size: number }[];
}

/** Which file of the image's copy is not what it should be, and how. */
export interface Damage {
  readonly file: 'diskFile' | 'kernelFile';
  /** Zeros of the right size, or too few of them. */
  readonly kind: 'zeros' | 'cut';
}

/** Copies the image with one file of it damaged. @returns name of that file */
export async function copyDamaged(directory: string, { file, kind }: Damage): Promise<string> {
  await mkdir(directory);
  const text = await readFile(join(IMAGE_DIRECTORY, 'manifest.json'), 'utf8');
  const manifest = JSON.parse(text) as Manifest;
  await writeFile(join(directory, 'manifest.json'), text);
  const damaged = manifest[file];
  for (const { name, size } of manifest.files) {
    const path = join(directory, name);
    // A cut file is found before any file is read: then the others need the right size only.
    if (name !== damaged && kind === 'zeros') {
      await copyFile(join(IMAGE_DIRECTORY, name), path);
      continue;
    }
    await writeFile(path, '');
    await truncate(path, name === damaged && kind === 'cut' ? size - 4096 : size);
  }
  return damaged;
}

/** Makes an image that boots at once, says so on its console, and then does nothing for ever. */
export async function makeSilentImage(directory: string): Promise<void> {
  const { diskFile, kernelFile, initrdFile } = await createTinyGuest(directory, 'idle');
  const disk = join(directory, 'disk.img');
  await rename(diskFile, disk);
  const files = await Promise.all(
    [disk, kernelFile, initrdFile].map(async (path) => ({
      name: basename(path),
      size: (await readFile(path)).length,
    })),
  );
  const manifest = {
    formatVersion: 1,
    architecture: 'x86_64',
    diskFile: 'disk.img',
    diskFormat: 'raw',
    kernelFile: basename(kernelFile),
    initrdFile: basename(initrdFile),
    kernelArguments: '',
    files,
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
}
