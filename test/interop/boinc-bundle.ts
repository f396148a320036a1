import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { compileWithFakeBoinc } from './fake-boinc-build.ts';

const run = promisify(execFile);

/** A program for a machine, with the shared libraries that its image may lack. Content by file name. */
export interface BoincBundle {
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The same files as `<input>` elements of a job file. */
  readonly inputs: string;
}

/** What every image has, at least as new as here: image and tests are of the same Debian release. */
const OF_EVERY_IMAGE = /^(ld-linux|libc\.|libm\.)/;

/**
 * Compiles a source against BOINC's own library, as this machine's packages have it, for a job.
 *
 * Dynamically: the archive of the package has been stripped of all symbols. A C source is compiled as C
 * and linked with what the library needs of C++.
 */
export async function bundleWithRealBoinc(name: string, source: string): Promise<BoincBundle> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-real-boinc-'));
  try {
    const program = join(directory, name);
    const warnings = ['-Wall', '-Wextra', '-Werror', '-isystem', '/usr/include/boinc'];
    const isC = source.endsWith('.c');
    await run(isC ? 'cc' : 'c++', [
      ...(isC ? ['-std=c99'] : []),
      '-O1',
      ...warnings,
      '-o',
      program,
      source,
      '-pthread',
      '-lboinc_api',
      '-lboinc',
      '-lm',
    ]);
    const paths = [program, ...(await librariesOf(program))];
    const files = await Promise.all(
      paths.map(async (path) => [basename(path), await readFile(path)] as const),
    );
    return bundle(Object.fromEntries(files));
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Compiles a C source against our library, statically, for a job. */
export async function bundleWithOurs(name: string, source: string): Promise<BoincBundle> {
  const program = await compileWithFakeBoinc({ name: 'plain' }, source, {
    flags: ['-std=c99', '-Wall', '-Wextra', '-Werror', '-static'],
  });
  return bundle({ [name]: await readFile(program) });
}

function bundle(files: BoincBundle['files']): BoincBundle {
  const inputs = Object.keys(files).map(
    (file) => `<input><source>${file}</source><executable/></input>`,
  );
  return { files, inputs: inputs.join('\n') };
}

async function librariesOf(program: string): Promise<readonly string[]> {
  const { stdout } = await run('ldd', [program]);
  const paths = [...stdout.matchAll(/=> (\/\S+) /g)].map(([, path = '']) => path);
  return paths.filter((path) => !OF_EVERY_IMAGE.test(basename(path)));
}
