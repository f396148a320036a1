import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeBootDisc } from './boot-disc.ts';
import { BUILD_TIME_SECONDS } from './bootstrap.ts';
import { ROOT_UUID, writeDisk } from './disk.ts';
import { ImageError } from './errors.ts';
import { encodeInitrd } from './initrd.ts';
import { KERNEL_ARGUMENTS } from './kernel-arguments.ts';
import { extractKernel } from './kernel.ts';
import { finishRoot } from './root-tree.ts';
import { runCommand } from './run-command.ts';

/** Everything that assembling an image needs; it goes to a process of its own as JSON. */
export interface AssembleInputs {
  /** Existing empty directory on the same file system; scratch files go here. */
  readonly workDirectory: string;
  /** Existing directory that gets the image's files. */
  readonly imageDirectory: string;
  readonly baseArchiveFile: string;
  /** Trees that are laid over Debian's, in this order. */
  readonly overlayDirectories: readonly string[];
  readonly initFile: string;
  readonly agentFile: string;
  readonly nodeFile: string;
  /** Where it is missing the image lacks it. */
  readonly segmentFile?: string;
  /** Whether the image gets a disc that boots by itself. */
  readonly bootDisc: boolean;
}

/** File names in an image's directory. */
export const IMAGE_FILES = {
  disk: 'disk.img',
  kernel: 'vmlinux',
  initrd: 'initrd',
  boot: 'boot.iso',
} as const;

/** Names of those files that an image has. */
export function imageFileNames({ bootDisc }: { readonly bootDisc: boolean }): readonly string[] {
  const { boot, ...always } = IMAGE_FILES;
  return [...Object.values(always), ...(bootDisc ? [boot] : [])];
}

/**
 * Makes disk, kernel, initial RAM disk and boot disc from a Debian base. Must run as root, or in a user namespace
 * where it looks like root, because the owners of the files go into the disk.
 */
export async function assembleImage(inputs: AssembleInputs, signal: AbortSignal): Promise<void> {
  const root = path.join(inputs.workDirectory, 'root');
  const kernel = path.join(inputs.workDirectory, 'kernel');
  const scratchFile = path.join(inputs.workDirectory, 'scratch');
  await mkdir(root);
  await mkdir(kernel);
  await runCommand(
    'tar',
    // Device nodes cannot be made in a user namespace, and the guest mounts its own /dev.
    [
      '-xf',
      inputs.baseArchiveFile,
      '-C',
      root,
      '--numeric-owner',
      '--xattrs',
      '--xattrs-include=*',
      '--exclude=./dev/*',
    ],
    { signal },
  );
  const kernelPackage = await onlyFile(path.join(root, 'boot'), /\.deb$/);
  await runCommand('dpkg-deb', ['-x', kernelPackage, kernel], { signal });
  const packedKernel = await onlyFile(path.join(kernel, 'boot'), /^vmlinuz-/);
  await extractKernel(packedKernel, path.join(inputs.imageDirectory, IMAGE_FILES.kernel), {
    scratchFile,
    signal,
  });

  const initFile = path.join(inputs.workDirectory, 'init');
  await writeFile(
    initFile,
    (await readFile(inputs.initFile, 'utf8')).replaceAll('@ROOT_UUID@', ROOT_UUID),
  );
  const initrd = await encodeInitrd({
    moduleDirectory: await onlyFile(path.join(kernel, 'lib/modules'), /./),
    busyboxFile: path.join(root, 'usr/bin/busybox'),
    initFile,
    timeSeconds: BUILD_TIME_SECONDS,
  });
  const initrdFile = path.join(inputs.imageDirectory, IMAGE_FILES.initrd);
  await writeFile(initrdFile, initrd);
  if (inputs.bootDisc) {
    await writeBootDisc({
      kernelFile: packedKernel,
      initrdFile,
      kernelArguments: KERNEL_ARGUMENTS,
      discFile: path.join(inputs.imageDirectory, IMAGE_FILES.boot),
      workDirectory: inputs.workDirectory,
      timeSeconds: BUILD_TIME_SECONDS,
      signal,
    });
  }

  const programs = path.join(root, 'usr/lib/vmslot');
  await mkdir(programs, { recursive: true });
  await runCommand('strip', ['--strip-all', '-o', path.join(programs, 'node'), inputs.nodeFile], {
    signal,
  });
  await copyFile(inputs.agentFile, path.join(programs, 'agent.cjs'));
  if (inputs.segmentFile !== undefined)
    await copyFile(inputs.segmentFile, path.join(programs, 'shared-segment'));
  await rm(kernelPackage);
  await finishRoot(root, {
    overlayDirectories: inputs.overlayDirectories,
    timeSeconds: BUILD_TIME_SECONDS,
    signal,
  });
  await writeDisk({
    rootDirectory: root,
    diskFile: path.join(inputs.imageDirectory, IMAGE_FILES.disk),
    timeSeconds: BUILD_TIME_SECONDS,
    signal,
  });
}

async function onlyFile(directory: string, pattern: RegExp): Promise<string> {
  const names = (await readdir(directory)).filter((name) => pattern.test(name));
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new ImageError(
      'input_missing',
      `${directory} holds ${names.length} files like ${pattern.source}, one is needed`,
    );
  }
  return path.join(directory, name);
}
