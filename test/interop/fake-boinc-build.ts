import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../../guest-agent/fake-boinc/', import.meta.url));

/** How the library is compiled. */
export interface FakeBoincBuild {
  /** Its folder below `build`; one for each compiler and kind. */
  readonly name: string;
  readonly compiler?: string;
  /** Instead of `-O2 -g`. */
  readonly flags?: readonly string[];
}

/** Paths of a compiled library. */
export interface FakeBoinc {
  readonly directory: string;
  readonly include: string;
  readonly library: string;
  readonly sharedLibrary: string;
}

/** Where the sources of the library are. */
export const FAKE_BOINC_FOLDER = folder;

/** Builds the library, once for all tests of the machine that ask for the same. */
export async function buildFakeBoinc({
  name,
  compiler = 'cc',
  flags = ['-O2', '-g'],
}: FakeBoincBuild): Promise<FakeBoinc> {
  const directory = `${folder}build/${name}`;
  mkdirSync(directory, { recursive: true });
  // Tests of several files may want it at the same time.
  await run('flock', [
    `${directory}/lock`,
    'make',
    '--silent',
    '-C',
    folder,
    `CC=${compiler}`,
    `BUILD=build/${name}`,
    `CFLAGS=${flags.join(' ')}`,
    `build/${name}/libboinc_api.a`,
    ...(flags.some((flag) => flag.startsWith('-fsanitize')) ? [] : ['all']),
  ]);
  return {
    directory,
    include: `${folder}include`,
    library: `${directory}/libboinc_api.a`,
    sharedLibrary: `${directory}/libboinc_api.so`,
  };
}

/** Compiles a program against the static library, and gives its path. */
export async function compileWithFakeBoinc(
  build: FakeBoincBuild,
  source: string,
  { compiler = build.compiler ?? 'cc', flags = ['-std=c99', '-Wall', '-Wextra', '-Werror'] } = {},
): Promise<string> {
  const library = await buildFakeBoinc(build);
  const program = `${library.directory}/${source.replace(/^.*\//, '').replace(/\.\w+$/, '')}-${process.pid}`;
  await run(compiler, [
    ...flags,
    ...(build.flags ?? ['-O2', '-g']),
    `-I${library.include}`,
    `-I${library.include}/boinc`,
    '-pthread',
    '-o',
    program,
    source,
    library.library,
    '-lm',
  ]);
  return program;
}
