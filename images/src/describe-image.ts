import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { IMAGE_FILES, imageFileNames } from './assemble.ts';
import type { DebianBase } from './bootstrap.ts';
import type { BuildOptions } from './build-options.ts';
import { hashFile } from './hash-file.ts';
import type { ImageParts } from './image-inputs.ts';
import { KERNEL_ARGUMENTS } from './kernel-arguments.ts';
import { MANIFEST_FORMAT_VERSION, type ImageManifest } from './manifest.ts';
import { runCommand } from './run-command.ts';

/** What a manifest is written from. */
export interface ImageDescription {
  readonly options: BuildOptions;
  readonly parts: ImageParts;
  readonly base: DebianBase;
  /** See `inputKey`. */
  readonly inputKey: string;
  readonly agentSha256: string;
  /** Directory that holds the finished files. */
  readonly directory: string;
  readonly signal: AbortSignal;
}

/** Writes the manifest of finished image files, hashing each. */
export async function describeImage(image: ImageDescription): Promise<ImageManifest> {
  const { options, parts, directory, signal } = image;
  const files = [];
  for (const name of imageFileNames(options)) {
    const file = path.join(directory, name);
    files.push({ name, size: (await stat(file)).size, sha256: await hashFile(file, signal) });
  }
  return {
    formatVersion: MANIFEST_FORMAT_VERSION,
    name: options.name,
    architecture: 'x86_64',
    diskFile: IMAGE_FILES.disk,
    diskFormat: 'raw',
    kernelFile: IMAGE_FILES.kernel,
    initrdFile: IMAGE_FILES.initrd,
    ...(options.bootDisc ? { bootFile: IMAGE_FILES.boot } : {}),
    kernelArguments: KERNEL_ARGUMENTS.join(' '),
    files,
    packages: image.base.packages,
    node: { version: (await runCommand(parts.nodeFile, ['--version'], { signal })).trim() },
    agent: {
      version: await agentVersion(path.join(path.dirname(parts.agentFile), '../package.json')),
      sha256: image.agentSha256,
    },
    builtFrom: {
      packages: options.packages,
      services: options.services,
      mirror: options.mirror,
      inputKey: image.inputKey,
    },
  };
}

/** Version in the package file beside an agent's `dist`; a bundle from elsewhere has none. */
async function agentVersion(packageFile: string): Promise<string> {
  try {
    const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : 'unknown';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'unknown';
    throw error;
  }
}
