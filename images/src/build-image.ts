import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { imageFileNames, type AssembleInputs } from './assemble.ts';
import { findBase, makeBase, type DebianBase } from './bootstrap.ts';
import type { BuildOptions } from './build-options.ts';
import { describeImage } from './describe-image.ts';
import { overlayOf } from './extra-services.ts';
import {
  assertPrograms,
  findParts,
  hashInputs,
  inputKey,
  type ImageInputs,
  type ImageParts,
} from './image-inputs.ts';
import {
  filesArePresent,
  formatManifest,
  MANIFEST_FILE,
  readManifest,
  type DebianPackage,
  type ImageManifest,
} from './manifest.ts';
import { inOwnNamespace } from './own-namespace.ts';
import { runCommand } from './run-command.ts';
import { makeWorkDirectory, removeTree, syncFile } from './work-directory.ts';

/** Where a build finds its parts and whom it tells. */
export interface BuildContext {
  /** Root of the repository. */
  readonly repository: string;
  /** Package sets are kept here. */
  readonly cacheDirectory: string;
  readonly signal: AbortSignal;
  /** Takes lines for people. */
  readonly report: (line: string) => void;
}

/** A finished image. */
export interface BuiltImage {
  readonly directory: string;
  readonly manifest: ImageManifest;
  /** True when nothing had to be done. */
  readonly cached: boolean;
}

/**
 * Builds an image, or finds it built already from the same inputs; finding needs no network. The image
 * appears under its name only when it is whole.
 * @throws ImageError
 */
export async function buildImage(
  options: BuildOptions,
  context: BuildContext,
): Promise<BuiltImage> {
  const parts = await findParts(options, context.repository);
  const inputs = await hashInputs(options, parts, context);
  const key = inputKey(inputs);
  let base = await findBase(options, context.cacheDirectory);
  if (!options.refresh) {
    const present = await findBuilt(options.outDirectory, key, base?.packages);
    if (present !== undefined) return present;
  }
  await assertPrograms(options);
  if (base === undefined || options.refresh) {
    context.report('Debian: installing packages (this needs the network)');
    base = await makeBase(options, context);
    const present = await findBuilt(options.outDirectory, key, base.packages);
    if (present !== undefined) return present;
  }
  const manifest = await assemble({ options, parts, base, inputs }, context);
  return { directory: options.outDirectory, manifest, cached: false };
}

async function findBuilt(
  directory: string,
  key: string,
  packages: readonly DebianPackage[] | undefined,
): Promise<BuiltImage | undefined> {
  const manifest = await readManifest(directory);
  if (manifest?.builtFrom.inputKey !== key) return undefined;
  if (packages !== undefined && JSON.stringify(manifest.packages) !== JSON.stringify(packages))
    return undefined;
  if (!(await filesArePresent(directory, manifest))) return undefined;
  return { directory, manifest, cached: true };
}

/** All that is decided before an image is assembled. */
interface BuildPlan {
  readonly options: BuildOptions;
  readonly parts: ImageParts;
  readonly base: DebianBase;
  readonly inputs: ImageInputs;
}

async function assemble(plan: BuildPlan, context: BuildContext): Promise<ImageManifest> {
  const { options, parts, base } = plan;
  const { signal } = context;
  const images = path.join(context.repository, 'images');
  await using work = await makeWorkDirectory(
    path.dirname(options.outDirectory),
    path.basename(options.outDirectory),
  );
  const order: AssembleInputs = {
    workDirectory: path.join(work.directory, 'work'),
    imageDirectory: path.join(work.directory, 'image'),
    baseArchiveFile: base.archiveFile,
    overlayDirectories: [
      path.join(images, 'overlay'),
      ...options.services.map((service) => path.join(images, overlayOf(service))),
    ],
    initFile: path.join(images, 'initrd/init'),
    ...parts,
    bootDisc: options.bootDisc,
  };
  await mkdir(order.workDirectory);
  await mkdir(order.imageDirectory);
  context.report('image: assembling disk, kernel and initial RAM disk');
  const script = path.join(images, 'src/assemble-main.ts');
  const [program, ...args] = inOwnNamespace([process.execPath, script, JSON.stringify(order)]);
  await runCommand(program, args, { signal });

  context.report('image: hashing');
  const manifest = await describeImage({
    ...plan,
    inputKey: inputKey(plan.inputs),
    agentSha256: plan.inputs.agentSha256,
    directory: order.imageDirectory,
    signal,
  });
  await writeFile(path.join(order.imageDirectory, MANIFEST_FILE), formatManifest(manifest));
  for (const file of [...imageFileNames(options), MANIFEST_FILE, '.']) {
    await syncFile(path.join(order.imageDirectory, file));
  }
  await replaceDirectory(
    order.imageDirectory,
    options.outDirectory,
    path.join(work.directory, 'old'),
  );
  return manifest;
}

/** Puts a directory in the place of another, which is moved out of the way and deleted last. */
async function replaceDirectory(fresh: string, target: string, old: string): Promise<void> {
  try {
    await rename(target, old);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await rename(fresh, target);
  await syncFile(path.dirname(target));
  await removeTree(old);
}
