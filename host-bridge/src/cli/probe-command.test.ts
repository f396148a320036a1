import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parseXml } from '@rgrove/parse-xml';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DRIVER_NAMES } from '../hypervisor/registry.ts';
import { DETECTORS } from '../probe/index.ts';
import type { ProbeReport } from '../probe/index.ts';
import { writeStandIn } from '../probe/stand-in-programs.ts';
import { buildProgram } from './build-program.ts';

let root: string;
let bin: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vmslot-probe-'));
  bin = join(root, 'bin');
  mkdirSync(bin);
  // Drivers look in the PATH of this process.
  vi.stubEnv('PATH', bin);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** Runs the command where nothing but stand-ins is found. */
async function probe(words: string[], environment: Record<string, string> = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await buildProgram({
    arguments: ['probe', ...words],
    stdout,
    stderr,
    environment: { PATH: bin, HOME: root, ...environment },
    workingDirectory: root,
  });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { exitCode, stdout: text(stdout), stderr: text(stderr) };
}

async function report(words: string[], environment?: Record<string, string>): Promise<ProbeReport> {
  const { exitCode, stdout, stderr } = await probe(
    ['--json', '--qemu', bin, ...words],
    environment,
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(stdout) as ProbeReport;
}

test('a machine with nothing is no failure, and nothing is left of the probe', async () => {
  const found = await report([]);
  expect(found).toMatchObject({ type: 'probed', format: 1, skipped: [], problems: [] });
  expect(found.drivers.map(({ name, status }) => [name, status])).toEqual(
    DRIVER_NAMES.map((name) => [name, 'missing']),
  );
  expect(found.capabilities.map(({ name, status }) => [name, status])).toEqual(
    DETECTORS.map(({ name }) => [name, 'missing']),
  );
  expect(found.resources?.disk?.directory).toBe(root);
  expect(readdirSync(root)).toEqual(['bin']);
  expect(readdirSync(bin)).toEqual([]);
});

test('people read the report, and what is under way on standard error', async () => {
  writeStandIn(bin, 'perl', 'echo "This is perl 5, version 36, subversion 0 (v5.36.0) built"');
  const { exitCode, stdout, stderr } = await probe(['--only', 'perl,java']);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(`Capabilities\n  java  not there\n  perl  5.36.0, ${bin}/perl\n`);
  expect(stderr).toBe('vmslot probe: looking for java\nvmslot probe: looking for perl\n');
});

test('a driver is tried with the programs that --qemu names', async () => {
  const script = 'if [ "$1" = --version ]; then echo QEMU emulator version 9.1.2; else exit 85; fi';
  const program = writeStandIn(bin, 'qemu-system-x86_64', script);
  const { drivers } = await report(['--only', 'drivers']);
  expect(drivers.find(({ name }) => name === 'qemu')).toMatchObject({
    status: 'usable',
    program,
    version: '9.1.2',
  });
});

test('XML says the same as JSON, and a plan class is a draft', async () => {
  const { stdout, stderr } = await probe(['--xml', '--only', 'java']);
  expect(stderr).toBe('');
  expect(parseXml(stdout).root?.name).toBe('vmslot_probe');
  const draft = await probe(['--plan-class', 'vm', '--only', 'resources']);
  expect(draft).toMatchObject({ exitCode: 0, stderr: '' });
  expect(parseXml(draft.stdout).root?.name).toBe('plan_classes');
});

describe('plug-ins', () => {
  test('are run in their order, also where --only names other parts', async () => {
    const first = writeStandIn(root, 'first', `echo '{"name":"a","value":1}'`);
    const second = writeStandIn(root, 'second', 'exit 9');
    const { capabilities, plugins } = await report([
      '--only',
      'java',
      '--plugin',
      first,
      '--plugin',
      second,
    ]);
    expect(capabilities).toEqual([
      { name: 'java', source: 'built-in', status: 'missing' },
      { name: 'a', source: first, status: 'found', value: 1 },
    ]);
    expect(plugins).toEqual([
      { path: first, status: 'ran', problems: [] },
      {
        path: second,
        status: 'failed',
        reason: 'ended with status 9: it said nothing',
        problems: [],
      },
    ]);
  });

  test('are not run where somebody opted out', async () => {
    const path = writeStandIn(root, 'plugin', `: > ${root}/ran`);
    const words = ['--only', 'java', '--plugin', path];
    const { plugins, skipped } = await report(words, { VMSLOT_PROBE_WITHOUT: 'plugins' });
    expect({ plugins, skipped }).toEqual({
      plugins: [],
      skipped: [{ name: 'plugins', by: 'VMSLOT_PROBE_WITHOUT' }],
    });
    expect((await report([...words, '--no-run'])).plugins).toMatchObject([{ status: 'not_run' }]);
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });
});

describe('no program is run', () => {
  beforeEach(() => {
    const hypervisors = ['qemu-system-x86_64', 'linux.uml'];
    const names = [...hypervisors, ...DETECTORS.flatMap(({ programs }) => programs)];
    for (const name of names) writeStandIn(bin, name, `: > ${root}/ran`);
  });

  afterEach(() => {
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });

  test('with --no-run: files say what is there', async () => {
    const { drivers, capabilities } = await report(['--no-run']);
    // Only QEMU is looked for among the stand-ins; the others are there or not.
    const ours = [...drivers.filter(({ name }) => name === 'qemu'), ...capabilities];
    const statuses = ours.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['not_run']));
  });

  test('where the user, or the environment, does not want it', async () => {
    expect(await report([], { VMSLOT_PROBE_WITHOUT: 'run' })).toMatchObject({
      skipped: [{ name: 'run', by: 'VMSLOT_PROBE_WITHOUT' }],
    });
    mkdirSync(join(root, '.config', 'vmslot'), { recursive: true });
    const file = join(root, '.config', 'vmslot', 'probe-without');
    writeFileSync(file, 'all # of it\n');
    const { drivers, capabilities, resources, skipped } = await report(['--only', 'drivers,java']);
    expect({ drivers, capabilities, resources }).toEqual({
      drivers: [],
      capabilities: [],
      resources: undefined,
    });
    expect(skipped).toEqual([...DRIVER_NAMES, 'java'].map((name) => ({ name, by: file })));
  });

  test('where an opt-out cannot be read: status 2, for machines too', async () => {
    mkdirSync(join(root, '.config', 'vmslot', 'probe-without'), { recursive: true });
    const { exitCode, stdout, stderr } = await probe([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^vmslot probe: .*probe-without is not a file: it may forbid .*\n$/);
    const json = await probe(['--json']);
    expect(json).toMatchObject({ exitCode: 2, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({
      type: 'failed',
      outcome: 'usage',
      exitCode: 2,
    });
  });

  test.each<[what: string, words: string[], message: RegExp]>([
    ['an unknown part', ['--only', 'jaav'], /^vmslot probe: --only "jaav" is no part of the probe/],
    ['an unknown part', ['--without', 'x'], /^vmslot probe: --without "x" is no part/],
    [
      'a relative plug-in',
      ['--plugin', 'x'],
      /^vmslot probe: --plugin "x" is not an absolute path\n$/,
    ],
    ['33 plug-ins', Array.from({ length: 33 }, () => ['--plugin', '/x']).flat(), /more than 32/],
    ['two formats', ['--json', '--xml'], /cannot be used with option/],
    ['a format for a class', ['--xml', '--plan-class', 'vm'], /cannot be used with option/],
    ['a class of the client', ['--plan-class', 'vbox'], /"vbox" in it: the BOINC client treats/],
    ['a class that is no name', ['--plan-class', 'a\u001bb'], /"a·b" is not of letters/],
    ['a word too many', ['java'], /too many arguments/],
  ])('where the command line is wrong: %s', async (_, words, message) => {
    const { exitCode, stdout, stderr } = await probe(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('by --help, which tells all that would be run', async () => {
    const { exitCode, stdout } = await probe(['--help']);
    expect(exitCode).toBe(0);
    for (const { name, programs, versionArguments } of DETECTORS) {
      expect(stdout).toContain(
        `  ${name.padEnd(14)}${[programs[0], ...versionArguments].join(' ')}`,
      );
    }
    for (const name of DRIVER_NAMES) expect(stdout).toContain(`  ${name} `);
  });
});
