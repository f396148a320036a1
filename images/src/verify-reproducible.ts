import path from 'node:path';
import { buildImage, type BuildContext } from './build-image.ts';
import type { BuildOptions } from './build-options.ts';
import { ImageError } from './errors.ts';
import type { ImageManifest } from './manifest.ts';
import { makeWorkDirectory } from './work-directory.ts';

/** Where two images differ, one line each; empty when they are the same. */
export function compareManifests(first: ImageManifest, second: ImageManifest): readonly string[] {
  if (JSON.stringify(first.packages) !== JSON.stringify(second.packages)) {
    return ['Debian changed a package between the two builds; run it again'];
  }
  const lines = first.files.flatMap((file) => {
    const other = second.files.find((candidate) => candidate.name === file.name);
    return other?.sha256 === file.sha256
      ? []
      : [`${file.name}: ${file.sha256} and ${other?.sha256 ?? 'missing'}`];
  });
  const rest = (manifest: ImageManifest) => JSON.stringify({ ...manifest, files: [] });
  return rest(first) === rest(second) ? lines : [...lines, 'manifest.json differs'];
}

/**
 * Builds an image twice from nothing, Debian's packages included, and compares every file.
 * @throws ImageError with code `not_reproducible` when a byte differs.
 */
export async function verifyReproducible(
  options: BuildOptions,
  context: BuildContext,
): Promise<ImageManifest> {
  await using work = await makeWorkDirectory(path.dirname(options.outDirectory), 'verify');
  const build = async (count: string) => {
    context.report(`build ${count} of 2`);
    return buildImage(
      { ...options, outDirectory: path.join(work.directory, count, 'image') },
      { ...context, cacheDirectory: path.join(work.directory, count, 'cache') },
    );
  };
  const first = await build('1');
  const second = await build('2');
  const differences = compareManifests(first.manifest, second.manifest);
  if (differences.length > 0) {
    throw new ImageError(
      'not_reproducible',
      `two builds of the same inputs differ: ${differences.join('; ')}`,
    );
  }
  return first.manifest;
}
