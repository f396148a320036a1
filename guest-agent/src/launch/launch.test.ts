import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readProcessEntry } from '../cgroup/process-table.ts';
import { adopt, launch, readBootId } from './index.ts';
import { LaunchFixture, script } from './launch-fixture.ts';
import { type LaunchPrograms, lookForBusybox, PLAIN_PROGRAMS } from './launch-programs.ts';
import {
  createStatusDirectory,
  launcherMark,
  readStages,
  revokeLaunch,
} from './status-directory.ts';

vi.setConfig({ testTimeout: 60_000 });

const isRoot = process.geteuid?.() === 0;

/** Both ways to start programs; a machine has the first only with a busybox. */
const PROGRAMS: readonly (readonly [string, LaunchPrograms])[] = [
  ['a busybox', { ...PLAIN_PROGRAMS, busybox: '/bin/busybox' }],
  ['util-linux alone', PLAIN_PROGRAMS],
];

describe.each(PROGRAMS)('ends, with %s', (_, programs) => {
  const exits = [0, 1, 2, 9, 15, 126, 127, 130, 137, 139, 141, 143, 255];
  test.each(exits)('exit with %i is one', async (code) => {
    await using fixture = await LaunchFixture.create(programs);
    const { exit, verdict } = await fixture.run(fixture.options(script(`exit ${code}`)));
    expect(exit).toEqual({ exitCode: code, signalNumber: 0, lostBecause: undefined });
    expect(verdict).toEqual({ started: true });
  });

  test.each([1, 2, 3, 6, 9, 10, 11, 13, 15, 34, 64])('signal %i is one', async (signalNumber) => {
    await using fixture = await LaunchFixture.create(programs);
    const { exit } = await fixture.run(fixture.options(script(`kill -${signalNumber} $$`)));
    expect(exit).toEqual({ exitCode: 0, signalNumber, lostBecause: undefined });
  });

  test('what holds the output open does not delay the end', async () => {
    await using fixture = await LaunchFixture.create(programs);
    const { exit, stdout } = await fixture.run(fixture.options(script('sleep 1000 & echo $!')));
    expect(exit.exitCode).toBe(0);
    process.kill(Number(stdout), 'SIGKILL');
  });

  test('a keeper that is ended by force leaves an end that is not known', async () => {
    await using fixture = await LaunchFixture.create(programs);
    const options = fixture.options(['sleep', '1000']);
    const { exit } = await fixture.run(options, async (launched) => {
      await launched.verdict;
      process.kill(readStages(options.statusDirectory).keeper?.pid ?? 0, 'SIGKILL');
      expect((await launched.exit).lostBecause).toContain('by force');
      // Nothing waits for it, but it can be ended still.
      process.kill(launched.pid, 'SIGKILL');
    });
    expect(exit).toMatchObject({ exitCode: 0, signalNumber: 0 });
  });

  test('what waits for the program and is ended by force says so', async () => {
    await using fixture = await LaunchFixture.create(programs);
    const { exit } = await fixture.run(fixture.options(['sleep', '1000']), async (launched) => {
      await launched.verdict;
      const stat = await readFile(`/proc/${launched.pid}/stat`, 'latin1');
      process.kill(Number(stat.split(') ')[1]?.split(' ')[1]), 'SIGKILL');
      expect((await launched.exit).lostBecause).toContain('Killed');
      process.kill(launched.pid, 'SIGKILL');
    });
    expect(exit.lostBecause).toContain('137');
  });
});

describe.each(PROGRAMS)('starts, with %s', (_, programs) => {
  test.each([
    ['no such program', ['no-such-program'], {}, 'exec', 127],
    ['no such file', ['/no/such/file'], {}, 'exec', 127],
    ['no program', ['/etc/passwd'], {}, 'exec', 126],
    ['a directory', ['/tmp'], {}, 'exec', 126],
    ['an odd variable, no such program', ['no'], { env: new Map([['a.b', '']]) }, 'exec', 127],
    ['an odd variable, no program', ['/tmp'], { env: new Map([['a.b', '']]) }, 'exec', 126],
    ['no directory', ['true'], { directory: '/no/such' }, 'cwd', 1],
    ['outside', ['true'], { directory: '/usr', confinement: '/tmp' }, 'cwd', 1],
    ['a neighbour', ['true'], { directory: '/usr', confinement: '/us' }, 'cwd', 1],
    ['no group', ['true'], { joinFile: '/no/such/procs' }, 'join', 1],
  ])('%s is told', async (_what, argv, more, stage, exitCode) => {
    await using fixture = await LaunchFixture.create(programs);
    const { verdict, stdout } = await fixture.run(fixture.options(argv, more));
    expect(verdict).toMatchObject({ started: false, stage });
    if (stage !== 'join') expect(verdict).toMatchObject({ exitCode });
    expect(stdout).toBe('');
  });

  test('the program has standard input, output and error, and no other descriptor', async () => {
    await using fixture = await LaunchFixture.create(programs);
    // What the test itself was started with beyond them goes to everybody.
    const own = spawnSync('ls', ['/proc/self/fd'], { encoding: 'latin1' }).stdout;
    for (const more of [{}, { stdin: { kind: 'stream' } }] as const) {
      const options = fixture.options(['ls', '/proc/self/fd'], more);
      expect((await fixture.run(options)).stdout).toBe(own);
    }
  });

  test('the environment is exact, and reaches no program of the launcher', async () => {
    await using fixture = await LaunchFixture.create(programs);
    const name = fc.stringMatching(/^[A-Za-z_.-][A-Za-z0-9_.-]{0,8}$/);
    const value = fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\0', '\u2028'));
    const special = fc.constantFrom(
      'IFS',
      'OPTIND',
      'PPID',
      'LINENO',
      'PWD',
      'OLDPWD',
      'PS4',
      'ENV',
      'SHLVL',
      'RANDOM',
      'HISTFILE',
    );
    const variables = fc.array(fc.tuple(fc.oneof(name, special), value), { maxLength: 8 });
    const property = fc.asyncProperty(variables, async (pairs) => {
      const env = new Map([...pairs, ['PATH', '/usr/bin:/bin']]);
      const options = fixture.options(['/usr/bin/env', '-0'], { env });
      const { stdout, stderr } = await fixture.run(options);
      const expected = [...env].map(([key, text]) => `${key}=${text}`);
      const seen = Buffer.from(stdout, 'latin1').toString().split('\0').slice(0, -1);
      expect([stderr, seen.toSorted()]).toEqual(['', expected.toSorted()]);
    });
    await fc.assert(property, { numRuns: 25 });
    const preload = new Map([['LD_PRELOAD', '/no/such/library.so']]);
    const { stderr } = await fixture.run(fixture.options(['/bin/true'], { env: preload }));
    // The loader complains once for each program that it starts.
    expect(stderr.match(/library\.so/g)).toHaveLength(1);
  });

  test('variables by the names of the launcher’s own are like any other', async () => {
    await using fixture = await LaunchFixture.create(programs);
    const names = ['count', 'find', 'found'];
    const env = new Map([['PATH', '/usr/bin:/bin'], ...names.map((name) => [name, '5'] as const)]);
    for (const odd of [[], [['a.b', 'odd']]] as const) {
      const options = fixture.options(['env', '-0'], { env: new Map([...env, ...odd]) });
      const { stdout, stderr } = await fixture.run(options);
      const expected = [...env, ...odd].map(([key, text]) => `${key}=${text}`);
      expect([stderr, stdout.split('\0').slice(0, -1).toSorted()]).toEqual([
        '',
        expected.toSorted(),
      ]);
    }
  });

  test('arguments are given as they are', async () => {
    await using fixture = await LaunchFixture.create(programs);
    const words = fc.array(fc.string({ maxLength: 30 }), { maxLength: 6 });
    const property = fc.asyncProperty(words, async (texts) => {
      const rest = texts.map((text) => text.replaceAll('\0', '$'));
      const print = ['/usr/bin/printf', '%s\\0', '-', ...rest];
      const { stdout } = await fixture.run(fixture.options(print));
      expect(Buffer.from(stdout, 'latin1').toString().split('\0')).toEqual(['-', ...rest, '']);
    });
    await fc.assert(property, { numRuns: 25 });
  });

  test.runIf(isRoot)('user, groups, mask, priority and limits are those asked for', async () => {
    await using fixture = await LaunchFixture.create(programs);
    const show =
      'id -u; id -g; id -G; umask; nice; ulimit -n; ulimit -Hn; ulimit -c; grep NoNewPrivs /proc/self/status; cat /proc/self/oom_score_adj';
    const plain = await fixture.run(fixture.options(script(show)));
    expect(plain.stdout.split(/\s+/).filter((_, index) => index !== 5 && index !== 6)).toEqual(
      '65534 65534 65534 0022 0 0 NoNewPrivs: 1 500'.split(' ').concat(''),
    );
    const options = fixture.options(script(show), {
      user: { uid: 65_534, gid: 100, groups: [7, 8] },
      umask: 0o077,
      nice: 5,
      limits: [
        { kind: 'nofile', soft: 100, hard: 200 },
        { kind: 'core', soft: 1024, hard: 1024 },
      ],
    });
    expect((await fixture.run(options)).stdout.split(/\s+/)).toEqual(
      '65534 100 100 7 8 0077 5 100 200 2 NoNewPrivs: 1 500'.split(' ').concat(''),
    );
  });

  test('links of the user lead only where the user may go', async () => {
    await using fixture = await LaunchFixture.create(programs);
    const work = join(fixture.directory, 'work');
    const secret = join(fixture.directory, 'secret');
    await mkdir(work);
    await writeFile(secret, 'secret', { mode: 0o600 });
    await symlink(secret, join(work, 'link'));
    await symlink('/etc', join(work, 'out'));
    await chmod(work, 0o777);
    const link = { kind: 'file', path: join(work, 'link') } as const;
    for (const more of [{ stdin: link }, { stdout: link }, { stderr: link }]) {
      const { verdict } = await fixture.run(fixture.options(['true'], more));
      expect(verdict).toMatchObject({ started: !isRoot });
    }
    const out = fixture.options(['true'], { directory: join(work, 'out'), confinement: work });
    expect((await fixture.run(out)).verdict).toMatchObject({ started: false, stage: 'cwd' });
    expect(await readFile(secret, 'utf8')).toBe(isRoot ? 'secret' : '');
  });

  test.runIf(isRoot)('a full disk hides neither the start nor the end', async () => {
    const path = await mkdtemp(join(tmpdir(), 'vmslot-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=711', 'none', path]);
    try {
      await using fixture = await LaunchFixture.create(programs);
      const fill = `dd if=/dev/zero of=${path}/big bs=4096 2>/dev/null`;
      await mkdir(join(path, 'free'));
      await chmod(path, 0o777);
      const statusDirectory = join(path, 'status');
      const options = fixture.options(script(`${fill}; kill -11 $$`), { statusDirectory });
      const { exit, verdict } = await fixture.run(options);
      expect([verdict, exit.signalNumber]).toEqual([{ started: true }, 11]);
    } finally {
      execFileSync('umount', [path]);
      await rm(path, { recursive: true });
    }
  });
});

describe('a busybox', () => {
  test('is used where it has all that is needed', async () => {
    expect(await lookForBusybox('/bin/busybox')).toBe('/bin/busybox');
  });

  test.each(['/no/such/busybox', '/bin/true', '/etc/passwd', '/usr/bin/yes'])(
    'is not %s',
    async (path) => {
      expect(await lookForBusybox(path)).toBeUndefined();
    },
  );

  test('answers for no program that is found by its name alone', async () => {
    await using fixture = await LaunchFixture.create(PROGRAMS[0]?.[1]);
    const directory = join(fixture.directory, 'bin');
    await mkdir(directory);
    await writeFile(join(directory, 'ls'), '#!/bin/sh\necho "my own $0"\n', { mode: 0o755 });
    for (const more of [[], [['a.b', 'odd']]] as const) {
      const env = new Map<string, string>([['PATH', directory], ...more]);
      const { stdout } = await fixture.run(fixture.options(['ls'], { env }));
      expect(stdout).toBe(`my own ${directory}/ls\n`);
    }
  });
});

describe('another life of the agent', () => {
  test('takes up what runs, and learns how it ends', async () => {
    await using fixture = await LaunchFixture.create();
    const options = fixture.options(script('while ! [ -e go ]; do sleep 0.01; done; exit 5'), {
      directory: '/tmp',
    });
    const go = join(fixture.directory, 'go');
    const waiting = {
      ...options,
      argv: script(`while ! [ -e ${go} ]; do sleep 0.01; done; exit 5`),
    };
    const first = await launch(waiting);
    await first.verdict;
    first[Symbol.dispose]();
    const second = await adopt(options.statusDirectory);
    expect(second).toMatchObject({ pid: first.pid, startTimeTicks: first.startTimeTicks });
    expect(second).toMatchObject({ isRunning: true, namesSession: true });
    expect(await second?.verdict).toEqual({ started: true });
    expect(second?.signal(0)).toBe(true);
    await writeFile(go, '');
    expect(await second?.exit).toMatchObject({ exitCode: 5 });
    expect(second?.signal(0)).toBe(false);
    const third = await adopt(options.statusDirectory);
    expect(await third?.exit).toMatchObject({ exitCode: 5 });
    expect(third?.isRunning).toBe(false);
  });

  test('either takes a launch up or makes sure that there is none', async () => {
    await using fixture = await LaunchFixture.create();
    const options = fixture.options(['true']);
    expect(await adopt(options.statusDirectory)).toBeUndefined();
    createStatusDirectory(options.statusDirectory, { bootId: 'this' });
    expect(await adopt(options.statusDirectory)).toBeUndefined();
    expect(await adopt(options.statusDirectory)).toBeUndefined();
    const late = fixture.options(script('echo ran'));
    const launching = launch(late);
    const isRevoked = revokeLaunch(late.statusDirectory);
    const launched = await launching;
    const { started } = await launched.verdict;
    expect(started).toBe(!isRevoked);
    await launched.exit;
    expect(await readFile(`${late.statusDirectory}.out`, 'utf8')).toBe(isRevoked ? '' : 'ran\n');
  });

  test.each([
    { name: 'becomes its program', say: 'go\n', verdict: { started: true } },
    {
      name: 'cannot become it',
      say: 'failed 127\n',
      verdict: { started: false, stage: 'exec', exitCode: 127 },
    },
  ])('waits for a launcher that has no file open for an instant, and then $name', async (row) => {
    await using fixture = await LaunchFixture.create();
    const { statusDirectory } = fixture.options([]);
    createStatusDirectory(statusDirectory, { bootId: readBootId() });
    // As a shell is while it moves its descriptors out of the program's way.
    const text = 'read -r line; case $line in go) exec sleep 1000 ;; esac; read -r line';
    const launcher = spawn('/bin/sh', ['-c', text, 'sh', launcherMark(statusDirectory)], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await once(launcher, 'spawn');
    const { pid = 0 } = launcher;
    const ticks = readProcessEntry(pid)?.startTicks;
    const stages = join(statusDirectory, 'stages');
    await writeFile(stages, `leader ${pid} ${ticks}\nexec\n`);
    await writeFile(join(statusDirectory, 'claim'), '\n');
    const launched = await adopt(statusDirectory);
    const now = Promise.resolve('not told yet');
    expect(await Promise.race([launched?.verdict ?? now, now])).toBe('not told yet');
    if (!row.verdict.started) await appendFile(stages, row.say);
    launcher.stdin.end(row.say);
    if (!row.verdict.started) await writeFile(join(statusDirectory, 'exit'), 'exited 127\n');
    expect(await launched?.verdict).toEqual(row.verdict);
    launched?.[Symbol.dispose]();
    launcher.kill('SIGKILL');
  });

  test('does not take a stranger for what ran before a reset of the machine', async () => {
    await using fixture = await LaunchFixture.create();
    const { statusDirectory } = fixture.options(['true']);
    createStatusDirectory(statusDirectory, { bootId: 'another' });
    const lines = `keeper ${process.pid} 1\nleader ${process.pid} 1\njoin\nuser\n`;
    await writeFile(join(statusDirectory, 'stages'), `${lines}...`);
    await writeFile(join(statusDirectory, 'claim'), '\n');
    const launched = await adopt(statusDirectory);
    expect(await launched?.exit).toMatchObject({ lostBecause: expect.stringContaining('anew') });
    expect(await launched?.verdict).toMatchObject({ started: false, stage: 'user' });
    expect(launched?.namesSession).toBe(false);
    expect(launched?.signal(9)).toBe(false);
  });
});
