import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  buildFakeBoinc,
  compileWithFakeBoinc,
  FAKE_BOINC_FOLDER,
  type FakeBoinc,
} from './fake-boinc-build.ts';

const run = promisify(execFile);
let scratch: string;
let library: FakeBoinc;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'fake-boinc-'));
  library = await buildFakeBoinc({ name: 'plain' });
}, 600_000);

afterAll(() => rmSync(scratch, { recursive: true }));

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

function symbolsOf(words: readonly string[]): readonly string[] {
  return lines(execFileSync('nm', words, { encoding: 'utf8' }))
    .map((line) => line.split(' ').at(-1)?.replace(/@.*/, '') ?? '')
    .toSorted();
}

describe('symbols', () => {
  const expected = lines(readFileSync(`${FAKE_BOINC_FOLDER}exported-symbols.txt`, 'utf8'));

  test('the shared library has those of the list, under its version, and no others', () => {
    const names = symbolsOf(['-D', '--defined-only', library.sharedLibrary]);
    expect(names.filter((name) => name !== 'VMSLOT_BOINC_1')).toEqual(expected.toSorted());
    const all = execFileSync('nm', [
      '-D',
      '--defined-only',
      '--with-symbol-versions',
      library.sharedLibrary,
    ]);
    expect(String(all)).toContain('boinc_init@@VMSLOT_BOINC_1');
  });

  test('each has a test that calls it', () => {
    const rows = lines(readFileSync(`${FAKE_BOINC_FOLDER}README.md`, 'utf8')).flatMap((line) => {
      const [, symbol, files] = /^\| `(\w+)` +\| (`.*`) +\|$/.exec(line) ?? [];
      return symbol === undefined || files === undefined ? [] : [{ symbol, files }];
    });
    expect(rows.map(({ symbol }) => symbol)).toEqual(expected);
    for (const { symbol, files } of rows) {
      for (const file of files.replaceAll('`', '').split(', ')) {
        const source = readFileSync(`${FAKE_BOINC_FOLDER}test/${file}`, 'utf8');
        expect(source, file).toMatch(new RegExp(`\\b${symbol.replace(/_$/, '')}\\b`));
      }
    }
  });

  test('names of the static library that are not on the list begin with vmslot_', () => {
    const names = symbolsOf(['-g', '--defined-only', library.library]).filter(
      (name) => name !== '' && !name.endsWith(':') && !expected.includes(name),
    );
    expect(names.filter((name) => !name.startsWith('vmslot_'))).toEqual([]);
  });

  test('nothing but libc is needed', () => {
    const needed = execFileSync('objdump', ['-p', library.sharedLibrary], { encoding: 'utf8' });
    expect(
      lines(needed)
        .filter((line) => line.includes('NEEDED'))
        .map((line) => line.trim().split(/\s+/)[1]),
    ).toEqual(['libc.so.6']);
  });
});

describe('programs', () => {
  const sources: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['C++', 'app.cpp', 'g++', ['-std=c++98', '-Wall', '-Wextra', '-Werror']],
    ['C++ of clang', 'app.cpp', 'clang++', ['-Wall', '-Wextra', '-Werror']],
    ['Fortran', 'app.f90', 'gfortran', ['-Wall', '-Werror']],
  ];
  test.each(sources)('in %s', async (_name, source, compiler, flags) => {
    const program = await compileWithFakeBoinc(
      { name: 'plain' },
      `${FAKE_BOINC_FOLDER}test/${source}`,
      { compiler, flags: [...flags] },
    );
    const directory = mkdtempSync(join(scratch, 'work-'));
    writeFileSync(join(directory, 'link'), '<soft_link>../x</soft_link>\n');
    const isFortran = compiler === 'gfortran';
    const { stdout, code } = await outcomeOf(program, [], directory);
    rmSync(program);
    expect(stdout.trim()).toBe(
      isFortran ? '../x                             1 0 0.250 T' : '../x 12 16 15 0 -161 1',
    );
    expect(code).toBe(isFortran ? 5 : 0);
    expect(readFileSync(join(directory, 'boinc_finish_called'), 'utf8')).toBe(
      isFortran ? '5\n' : '0\nall well\n\n',
    );
  });

  test('against the shared library, as pkg-config says it', async () => {
    const root = join(scratch, 'root');
    await run('make', [
      '-s',
      '-C',
      FAKE_BOINC_FOLDER,
      'install',
      'BUILD=build/plain',
      `PREFIX=${root}`,
      `DESTDIR=`,
    ]);
    const pc = readFileSync(join(root, 'lib/pkgconfig/boinc_api.pc'), 'utf8');
    expect(pc).toContain('Libs: -L${libdir} -lboinc_api -pthread');
    const source = join(scratch, 'small.c');
    writeFileSync(
      source,
      '#include <boinc/boinc_api.h>\nint main(void) { return boinc_init() + boinc_status.suspended; }\n',
    );
    const program = join(scratch, 'small');
    await run('cc', [
      '-o',
      program,
      source,
      `-I${root}/include`,
      `-L${root}/lib`,
      '-lboinc_api',
      '-lboinc',
      '-pthread',
      `-Wl,-rpath,${root}/lib`,
    ]);
    await run(program, [], { cwd: mkdtempSync(join(scratch, 'work-')) });
  });
});

describe('compilers', () => {
  test.each([
    ['gcc', 'gcc'],
    ['clang', 'clang'],
    ['musl-gcc', 'musl'],
  ])(
    'the C tests pass with %s',
    async (compiler, name) => {
      const { stdout } = await run('make', [
        '-s',
        '-C',
        FAKE_BOINC_FOLDER,
        `CC=${compiler}`,
        `BUILD=build/${name}`,
        'all',
        'check',
      ]);
      expect(stdout).toMatch(/vectors +\d+ messages/);
    },
    600_000,
  );

  test('the sanitizers of gcc and clang find nothing', async () => {
    const { stdout } = await run('make', ['-s', '-C', FAKE_BOINC_FOLDER, 'sanitize']);
    expect(stdout.match(/vectors +\d+ messages/g)?.length).toBe(4);
  }, 900_000);
});

interface Outcome {
  readonly stdout: string;
  readonly code: number | null;
}

async function outcomeOf(program: string, words: readonly string[], cwd: string): Promise<Outcome> {
  return await new Promise((resolve) => {
    execFile(program, words, { cwd, env: { PATH: process.env.PATH } }, (error, stdout) =>
      resolve({ stdout, code: error === null ? 0 : Number(error.code) }),
    );
  });
}

describe("BOINC's own library, standalone", () => {
  const source = `${FAKE_BOINC_FOLDER}test/standalone.cpp`;
  const programs = { ours: '', theirs: '' };

  beforeAll(async () => {
    programs.ours = await compileWithFakeBoinc({ name: 'plain' }, source, {
      compiler: 'g++',
      flags: ['-std=c++11'],
    });
    programs.theirs = join(scratch, 'theirs');
    await run('g++', [
      '-o',
      programs.theirs,
      source,
      '-I/usr/include/boinc',
      '-lboinc_api',
      '-lboinc',
      '-pthread',
    ]);
    return () => rmSync(programs.ours);
  }, 600_000);

  test.each(['finish', 'before', 'crash', 'temporary', 'message', 'notice', 'exit'])(
    'says and leaves the same: %s',
    async (way) => {
      const outcome = async (program: string): Promise<object> => {
        const directory = mkdtempSync(join(scratch, 'work-'));
        const { stdout, code } = await outcomeOf(program, [way], directory);
        const names = readdirSync(directory);
        return {
          stdout: stdout.replaceAll('-nan', 'nan'),
          code,
          names,
          contents: ['boinc_finish_called', 'boinc_temporary_exit', 'trickle_up.xml']
            .filter((name) => names.includes(name))
            .map((name) => readFileSync(join(directory, name), 'utf8')),
        };
      };
      expect(await outcome(programs.ours)).toEqual(await outcome(programs.theirs));
    },
  );
});
