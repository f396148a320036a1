import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildImage, type BuildContext } from './build-image.ts';
import { DEBIAN_SUITE } from './bootstrap.ts';
import { BUILD_USAGE, parseBuildCommand } from './build-options.ts';
import { configuredMirror } from './configured-mirror.ts';
import { ImageError } from './errors.ts';
import { verifyReproducible } from './verify-reproducible.ts';

/** Exit codes of `images/build.mjs`. */
export const EXIT = { ok: 0, failed: 1, usage: 2, cancelled: 130 } as const;

/** Runs the command line; resolves to the exit code. Progress goes to stderr, the result to stdout. */
export async function main(args: readonly string[]): Promise<number> {
  const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
  const startedMs = performance.now();
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, onSignal);
  process.umask(0o022);
  const context: BuildContext = {
    repository,
    cacheDirectory: path.join(repository, 'images/out/.cache'),
    signal: stop.signal,
    report: (line) => {
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(6);
      process.stderr.write(`[${seconds} s] ${line}\n`);
    },
  };
  try {
    const command = parseBuildCommand(args, {
      repository,
      currentDirectory: process.cwd(),
      mirror: configuredMirror(DEBIAN_SUITE),
    });
    if (command.kind === 'help') {
      process.stdout.write(BUILD_USAGE);
      return EXIT.ok;
    }
    if (command.kind === 'verify-reproducible') {
      const manifest = await verifyReproducible(command.options, context);
      if (command.json) print({ reproducible: true, files: manifest.files });
      else context.report('both builds gave the same bytes');
      return EXIT.ok;
    }
    const built = await buildImage(command.options, context);
    if (command.json) print(built);
    else context.report(`image ${built.cached ? 'is up to date' : 'built'}: ${built.directory}`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    process.stderr.write(`images/build.mjs: ${error.message}\n`);
    if (error.code === 'cancelled') return EXIT.cancelled;
    return error.code === 'bad_arguments' ? EXIT.usage : EXIT.failed;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, onSignal);
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
