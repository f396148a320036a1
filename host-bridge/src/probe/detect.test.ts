import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { detect, MAX_DETECTOR_OUTPUT_BYTES, type DetectOptions } from './detect.ts';
import { DETECTORS } from './detectors/index.ts';
import type { Detector } from './detector.ts';
import { writeStandIn } from './stand-in-programs.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-detect-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function detector(name: string): Detector {
  const found = DETECTORS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no detector ${name}`);
  return found;
}

const look = (name: string, options: Partial<DetectOptions> = {}) =>
  detect(detector(name), { mayRun: true, environment: { PATH: directory }, ...options });

const JAVA_17 =
  'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)\n';
const PERL_5_36 =
  '\nThis is perl 5, version 36, subversion 0 (v5.36.0) built for x86_64-linux-gnu-thread-multi\n';

/** What the real programs print: the right output, and where it goes. */
const SAYS: [
  name: string,
  program: string,
  output: 'stdout' | 'stderr',
  text: string,
  is: string,
][] = [
  ['java', 'java', 'stderr', JAVA_17, '17.0.15'],
  ['java', 'java', 'stderr', 'java version "1.8.0_402"\nJava(TM) SE\n', '1.8.0_402'],
  ['java', 'java', 'stderr', 'openjdk version "25-ea" 2025-09-16\n', '25-ea'],
  ['java', 'java', 'stderr', `Picked up JDK_JAVA_OPTIONS: -Xmx1g\n${JAVA_17}`, '17.0.15'],
  ['perl', 'perl', 'stdout', PERL_5_36, '5.36.0'],
  ['perl', 'perl', 'stdout', '\nThis is perl, v5.8.8 built for i486-linux\n', '5.8.8'],
  ['python', 'python3', 'stdout', 'Python 3.11.7\n', '3.11.7'],
  ['python', 'python3', 'stdout', 'Python 3.14.0rc2+\n', '3.14.0rc2+'],
  ['python', 'python', 'stderr', 'Python 2.7.18\n', '2.7.18'],
  ['r', 'R', 'stdout', 'R version 4.2.2 Patched (2022-11-10 r83330) -- "Innocent"\n', '4.2.2'],
  [
    'docker',
    'docker',
    'stdout',
    'Docker version 20.10.24+dfsg1, build 297e128\n',
    '20.10.24+dfsg1',
  ],
  ['podman', 'podman', 'stdout', 'podman version 4.3.1\n', '4.3.1'],
  ['apptainer', 'apptainer', 'stdout', 'apptainer version 1.1.9-1.el8\n', '1.1.9-1.el8'],
  ['singularity', 'singularity', 'stdout', 'singularity-ce version 4.1.2\n', '4.1.2'],
  ['singularity', 'singularity', 'stdout', 'singularity version 3.8.7\n', '3.8.7'],
];

describe('the version as the program says it', () => {
  test.each(SAYS)('%s, from %s on %s: %j is %s', async (name, program, output, text, version) => {
    writeFileSync(join(directory, 'text'), text);
    const redirect = output === 'stderr' ? ' >&2' : '';
    const path = writeStandIn(
      directory,
      program,
      `while IFS= read -r l; do echo "$l"; done < ${directory}/text${redirect}`,
    );
    expect(await look(name)).toEqual({
      name,
      source: 'built-in',
      status: 'found',
      program: path,
      version,
    });
  });

  test('python3 goes before python', async () => {
    writeStandIn(directory, 'python', 'echo Python 2.7.18 >&2');
    const path = writeStandIn(directory, 'python3', 'echo Python 3.9.2');
    expect(await look('python')).toMatchObject({ program: path, version: '3.9.2' });
  });

  test('a link that another engine put in its place is not that engine', async () => {
    writeStandIn(directory, 'docker', 'echo podman version 4.3.1');
    expect(await look('docker')).toMatchObject({
      status: 'unusable',
      reason: 'told no version, but: podman version 4.3.1',
    });
  });
});

/** The same for all detectors: each gets stand-ins that behave badly. */
describe.each(DETECTORS.map(({ name, programs: [program = ''] }) => ({ name, program })))(
  'the detector $name',
  ({ name, program }) => {
    test('finds nothing where nothing is', async () => {
      expect(await look(name)).toEqual({ name, source: 'built-in', status: 'missing' });
    });

    test('finds nothing in what is not executable, is a directory, or is a dead link', async () => {
      writeStandIn(join(directory, 'a'), program, 'exit 0', 0o644);
      mkdirSync(join(directory, 'b', program), { recursive: true });
      mkdirSync(join(directory, 'c'));
      symlinkSync('/nowhere', join(directory, 'c', program));
      const PATH = ['a', 'b', 'c'].map((part) => join(directory, part)).join(':');
      expect(await look(name, { environment: { PATH } })).toMatchObject({ status: 'missing' });
    });

    test.each<[what: string, script: string, reason: RegExp]>([
      ['garbage', String.raw`printf 'a\033[2Jb\n\377'`, /^told no version, but: a·\[2Jb$/],
      ['nothing', 'exit 0', /^told no version$/],
      ['an exit status', 'echo cannot work >&2; exit 3', /^ended with status 3: cannot work$/],
      ['a signal', 'kill -9 $$', /^ended with SIGKILL: it said nothing$/],
      [
        'a flood',
        'while :; do echo flood flood flood; done',
        new RegExp(`^printed more than ${MAX_DETECTOR_OUTPUT_BYTES} bytes$`),
      ],
    ])('says so where the program answers with %s', async (_, script, reason) => {
      const path = writeStandIn(directory, program, script);
      const { status, program: found, reason: said } = await look(name);
      expect({ status, found }).toEqual({ status: 'unusable', found: path });
      expect(said).toMatch(reason);
    });

    test('kills a program that hangs', async () => {
      writeStandIn(directory, program, 'while :; do sleep 60; done');
      expect(
        await look(name, { environment: { PATH: `${directory}:/bin` }, timeoutMs: 1 }),
      ).toMatchObject({ status: 'unusable', reason: 'did not end within 0.001 s' });
    });

    test('does not run a program that everybody may change', async () => {
      writeStandIn(directory, program, `: > ${directory}/ran`, 0o777);
      expect(await look(name)).toMatchObject({
        status: 'unusable',
        reason: expect.stringMatching(/everybody/),
      });
      expect(existsSync(join(directory, 'ran'))).toBe(false);
    });

    test('runs nothing where nothing is to be run', async () => {
      const path = writeStandIn(directory, program, `: > ${directory}/ran`);
      expect(await look(name, { mayRun: false })).toEqual({
        name,
        source: 'built-in',
        status: 'not_run',
        program: path,
      });
      expect(existsSync(join(directory, 'ran'))).toBe(false);
    });

    test('reports a program that cannot be started', async () => {
      writeFileSync(join(directory, program), '#!/nowhere/interpreter\n', { mode: 0o755 });
      expect(await look(name)).toMatchObject({
        status: 'unusable',
        reason: expect.stringContaining('cannot be started'),
      });
    });

    test('is given up', async () => {
      writeStandIn(directory, program, 'while :; do sleep 60; done');
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(look(name, { signal })).rejects.toThrow('enough');
    });
  },
);

test('a program sees no variable that would change what it does', async () => {
  writeStandIn(
    directory,
    'python3',
    `echo "Python 3.1.0"; env > ${directory}/environment; pwd >> ${directory}/environment`,
  );
  await look('python', {
    environment: {
      PATH: `${directory}:/usr/bin:/bin`,
      HOME: '/h',
      PYTHONSTARTUP: '/evil',
      LD_PRELOAD: '',
    },
  });
  const lines = readFileSync(join(directory, 'environment'), 'utf8').trimEnd().split('\n');
  const known = /^(PATH|HOME|LC_ALL|PWD|SHLVL|_|OLDPWD)=|^\/$/;
  expect(lines.filter((line) => !known.test(line))).toEqual([]);
  expect(lines).toContain('LC_ALL=C');
});

describe('the version that files show', () => {
  test.each<[name: string, program: string, file: string, text: string, version: string]>([
    ['java', 'jdk/bin/java', 'jdk/release', 'IMPLEMENTOR="X"\nJAVA_VERSION="21.0.2"\n', '21.0.2'],
    ['java', 'jdk/jre/bin/java', 'jdk/release', 'JAVA_VERSION="1.8.0_402"\n', '1.8.0_402'],
    ['python', 'python3.12', 'none', '', '3.12'],
    ['r', 'R-4/bin/R', 'R-4/library/base/DESCRIPTION', 'Package: base\nVersion: 4.3.1\n', '4.3.1'],
    ['r', 'usr/bin/R', 'usr/lib/R/library/base/DESCRIPTION', 'Version: 4.2.2\n', '4.2.2'],
  ])('of %s at %s', async (name, program, file, text, version) => {
    const real = writeStandIn(directory, program, `: > ${directory}/ran`);
    mkdirSync(join(directory, file, '..'), { recursive: true });
    writeFileSync(join(directory, file), text);
    const bin = join(directory, 'path');
    mkdirSync(bin);
    const [link = ''] = detector(name).programs;
    symlinkSync(real, join(bin, link));
    expect(await look(name, { mayRun: false, environment: { PATH: bin } })).toEqual({
      name,
      source: 'built-in',
      status: 'not_run',
      program: join(bin, link),
      version,
    });
    expect(existsSync(join(directory, 'ran'))).toBe(false);
  });
});

test('a stub that would offer to install the real thing is passed over on macOS', async () => {
  const path = writeStandIn(directory, 'tool', 'echo tool 1.0');
  const realDirectories = [join(directory, 'real')];
  const stub: Detector = {
    name: 'tool',
    programs: ['tool'],
    versionArguments: [],
    parseVersion: ({ stdout }) => /^tool (\S+)/.exec(stdout)?.[1],
    installerStub: { path, realDirectories },
  };
  const options = { mayRun: true, environment: { PATH: directory } };
  expect(await detect(stub, { ...options, platform: 'darwin' })).toMatchObject({
    status: 'missing',
  });
  expect(await detect(stub, { ...options, platform: 'linux' })).toMatchObject({ status: 'found' });
  mkdirSync(join(directory, 'real', 'jdk'), { recursive: true });
  expect(await detect(stub, { ...options, platform: 'darwin' })).toMatchObject({ status: 'found' });
});

test.each(['python', 'perl'])('the real %s of this machine is found', async (name) => {
  const found = await look(name, { environment: process.env });
  expect(found).toMatchObject({ status: 'found', version: expect.stringMatching(/^\d+\.\d+/) });
});
