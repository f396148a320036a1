import { vmslot } from '@vmslot/proto/agent';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProcessFixture, type ProcessFixture, run, shell } from './process-store-fixture.ts';

type Spec = vmslot.agent.v1.ProcessSpec.$Properties;

const { EndReason, ResourceKind } = vmslot.agent.v1;
const EXITED = EndReason.END_REASON_EXITED;
const NOT_STARTED = EndReason.END_REASON_NOT_STARTED;
const SIGNALED = EndReason.END_REASON_SIGNALED;

interface Expected {
  readonly stdout?: string | RegExp;
  readonly stderr?: string | RegExp;
  readonly end?: object;
}

let fixture: ProcessFixture;
beforeAll(async () => {
  fixture = await createProcessFixture();
});
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
});

const limit = (kind: vmslot.agent.v1.ResourceKind, soft: number, hard?: number) => ({
  resourceLimits: [{ kind, soft, ...(hard === undefined ? {} : { hard }) }],
});
const exited = (exitCode: number) => ({ end: { reason: EXITED, exitCode, signalNumber: 0 } });
const signaled = (signalNumber: number) => ({ end: { reason: SIGNALED, signalNumber } });
const notStarted = (message: RegExp) => ({
  stdout: '',
  stderr: '',
  end: { reason: NOT_STARTED, exitCode: 0, message: expect.stringMatching(message) },
});
const terminal = { columns: 97, rows: 31 };

const CASES: readonly (readonly [string, Spec, Expected])[] = [
  // Arguments
  ['exit 0', { argv: ['true'] }, exited(0)],
  ['exit 1', { argv: ['false'] }, exited(1)],
  ['exit 42', shell('exit 42'), exited(42)],
  ['exit 255', shell('exit 255'), exited(255)],
  ["exit 126 is the program's own", shell('exit 126'), exited(126)],
  ["exit 127 is the program's own", shell('exit 127'), exited(127)],
  ['exit 137 is no signal', shell('exit 137'), exited(137)],
  [
    'arguments as they are',
    { argv: ['printf', '<%s>', 'a b', '', '"q"', "'", '$HOME', '*', '\\', 'ü', '`id`'] },
    { stdout: '<a b><><"q"><\'><$HOME><*><\\><\u00c3\u00bc><`id`>' },
  ],
  ['an argument with a new line', { argv: ['printf', '%s', 'a\nb\n'] }, { stdout: 'a\nb\n' }],
  [
    'an argument with control characters',
    { argv: ['printf', '%s', '\u0001\u001b[0m\t'] },
    { stdout: '\u0001\u001b[0m\t' },
  ],
  ['an argument like an option', { argv: ['printf', '%s', '--version'] }, { stdout: '--version' }],
  [
    'a large argument',
    { argv: ['sh', '-c', 'printf %s "${#1}"', 'x', 'y'.repeat(131_000)] },
    { stdout: '131000' },
  ],
  [
    '1,000 arguments',
    { argv: ['sh', '-c', 'echo $#', 'x', ...Array<string>(1000).fill('a')] },
    { stdout: '1000\n' },
  ],
  ['a program by its path', { argv: ['/usr/bin/env', 'echo', 'hi'] }, { stdout: 'hi\n' }],
  [
    'a program by a path from the directory',
    { argv: ['./echo', 'hi'], cwd: '/bin' },
    { stdout: 'hi\n' },
  ],
  [
    'a program in the PATH of env',
    { argv: ['echo', 'hi'], env: { PATH: '/nowhere:/bin' } },
    { stdout: 'hi\n' },
  ],
  [
    'a program with "=" in its name is no variable',
    { argv: ['a=b'] },
    notStarted(/"a=b": not found/),
  ],
  [
    'a missing program',
    { argv: ['no-such-program'] },
    notStarted(/program "no-such-program": not found/),
  ],
  ['a missing path', { argv: ['/no/such'] }, notStarted(/program "\/no\/such": not found/)],
  [
    'a program out of the PATH',
    { argv: ['echo'], env: { PATH: '/nowhere' } },
    notStarted(/not found/),
  ],
  ['a directory is no program', { argv: ['/usr'] }, notStarted(/"\/usr": cannot be run/)],
  ['a file without the right to run', { argv: ['/etc/passwd'] }, notStarted(/cannot be run/)],
  // Environment
  ['defaults of the environment', { argv: ['env'] }, { stdout: /^PATH=.*:\/bin$/m }],
  ['home of a user without one', shell('printf "$HOME"'), { stdout: '/' }],
  ["the user's name", shell('printf "$USER"'), { stdout: 'nobody' }],
  ['the language', shell('printf "$LANG"'), { stdout: 'C.UTF-8' }],
  [
    'nothing else in the environment',
    { argv: ['/usr/bin/env'] },
    { stdout: /^(?:(?:PATH|HOME|USER|LANG)=.*\n){4}$/ },
  ],
  [
    'variables of the request',
    { argv: ['env'], env: { A: '1', b_2: 'x y', E: '' } },
    { stdout: /^A=1$/m },
  ],
  [
    'a variable with quotes and new lines',
    { argv: ['sh', '-c', 'printf %s "$V"'], env: { V: 'a\n"b"\'$c`\\' } },
    { stdout: 'a\n"b"\'$c`\\' },
  ],
  [
    'a variable that no shell could hold',
    { argv: ['/usr/bin/env'], env: { 'a.b-c': 'odd' } },
    { stdout: /^a\.b-c=odd$/m },
  ],
  [
    'HOME and USER of the request come first',
    { argv: ['sh', '-c', 'echo $HOME $USER'], env: { HOME: '/h', USER: 'u' } },
    { stdout: '/h u\n' },
  ],
  [
    'a large environment',
    { argv: ['sh', '-c', 'echo ${#V}'], env: { V: 'x'.repeat(130_000) } },
    { stdout: '130000\n' },
  ],
  // Directory
  ['the root directory where there is no home', { argv: ['pwd'] }, { stdout: '/\n' }],
  ['a directory of the request', { argv: ['pwd'], cwd: '/usr/bin' }, { stdout: '/usr/bin\n' }],
  [
    'a directory that is missing',
    { argv: ['pwd'], cwd: '/no/such' },
    notStarted(/working directory "\/no\/such": missing or not allowed/),
  ],
  [
    'a directory that is a file',
    { argv: ['pwd'], cwd: '/etc/passwd' },
    notStarted(/working directory/),
  ],
  [
    'a directory closed to the user',
    { argv: ['pwd'], cwd: '/root' },
    notStarted(/working directory "\/root"/),
  ],
  // User and groups
  ['the default user', shell('id -un'), { stdout: 'nobody\n' }],
  ['another user', shell('id -un; id -gn', { user: 'daemon' }), { stdout: 'daemon\ndaemon\n' }],
  [
    'root, where it is named',
    shell('id -u; printf "$HOME"', { user: 'root' }),
    { stdout: '0\n/root' },
  ],
  ['no supplementary groups', shell('id -G'), { stdout: /^65534\n$/ }],
  [
    'supplementary groups',
    shell('id -Gn', { groups: ['adm', 'tty'] }),
    { stdout: /^nogroup adm tty\n$|^nogroup tty adm\n$/ },
  ],
  ['no new privileges', shell('grep NoNewPrivs /proc/self/status'), { stdout: 'NoNewPrivs:\t1\n' }],
  [
    'no capabilities',
    shell('grep CapEff /proc/self/status'),
    { stdout: 'CapEff:\t0000000000000000\n' },
  ],
  // Mask, limits, nice
  ['the default umask', shell('umask'), { stdout: '0022\n' }],
  ['umask 0', shell('umask', { umask: 0 }), { stdout: '0000\n' }],
  ['umask 077', shell('umask', { umask: 0o77 }), { stdout: '0077\n' }],
  ['no core files', shell('ulimit -c'), { stdout: '0\n' }],
  [
    'core files of a limited size',
    shell('ulimit -c', limit(ResourceKind.RESOURCE_KIND_CORE, 1024)),
    { stdout: '2\n' },
  ],
  [
    'open files',
    shell('ulimit -n', limit(ResourceKind.RESOURCE_KIND_OPEN_FILES, 99)),
    { stdout: '99\n' },
  ],
  [
    'soft and hard',
    shell('ulimit -Sn; ulimit -Hn', limit(ResourceKind.RESOURCE_KIND_OPEN_FILES, 50, 60)),
    { stdout: '50\n60\n' },
  ],
  [
    'address space',
    shell('ulimit -v', limit(ResourceKind.RESOURCE_KIND_ADDRESS_SPACE, 2 ** 30)),
    { stdout: '1048576\n' },
  ],
  [
    'data',
    shell('ulimit -d', limit(ResourceKind.RESOURCE_KIND_DATA, 2 ** 28)),
    { stdout: '262144\n' },
  ],
  [
    'stack',
    shell('ulimit -s', limit(ResourceKind.RESOURCE_KIND_STACK, 2 ** 22)),
    { stdout: '4096\n' },
  ],
  [
    'locked memory',
    shell('ulimit -l', limit(ResourceKind.RESOURCE_KIND_LOCKED_MEMORY, 65_536)),
    { stdout: '64\n' },
  ],
  [
    'processes',
    shell('ulimit -p', limit(ResourceKind.RESOURCE_KIND_PROCESSES, 3333)),
    { stdout: '3333\n' },
  ],
  [
    'no limit',
    shell('ulimit -t', {
      resourceLimits: [{ kind: ResourceKind.RESOURCE_KIND_CPU, unlimited: true }],
    }),
    { stdout: 'unlimited\n' },
  ],
  [
    'file size: a signal ends it',
    shell('exec head -c 20000 /dev/zero >"$F"', {
      env: { F: '/tmp/vmslot-exec-surface' },
      user: 'root',
      ...limit(ResourceKind.RESOURCE_KIND_FILE_SIZE, 8192),
    }),
    signaled(25),
  ],
  [
    'CPU seconds: a signal ends it',
    shell('while :; do :; done', limit(ResourceKind.RESOURCE_KIND_CPU, 1)),
    { end: { reason: SIGNALED } },
  ],
  ['nice', shell('nice', { nice: 7 }), { stdout: '7\n' }],
  ['less than nice', shell('nice', { nice: -3 }), { stdout: '-3\n' }],
  // Streams
  ['streams apart', shell('echo a; echo b >&2; echo c'), { stdout: 'a\nc\n', stderr: 'b\n' }],
  ['no input', shell('read -r x || echo none'), { stdout: 'none\n' }],
  ['output without a new line', shell('printf x'), { stdout: 'x' }],
  [
    'bytes of every value',
    shell("printf '\\000\\001\\377\\200'"),
    { stdout: '\u0000\u0001\u00ff\u0080' },
  ],
  [
    'a lot of output on both',
    shell('head -c 300000 /dev/zero | tr "\\0" a; head -c 200000 /dev/zero | tr "\\0" b >&2'),
    { stdout: /^a{300000}$/, stderr: /^b{200000}$/ },
  ],
  // Ends
  ['SIGKILL by its own hand', shell('kill -9 $$'), signaled(9)],
  ['SIGTERM by its own hand', shell('kill -15 $$'), signaled(15)],
  ['SIGABRT by its own hand', shell('kill -6 $$'), signaled(6)],
  ['SIGSEGV by its own hand', shell('kill -11 $$'), signaled(11)],
  ['a real-time signal', shell('kill -40 $$'), signaled(40)],
  ['a child that a signal ended', shell('sh -c "kill -9 \\$\\$"; exit 5'), exited(5)],
  ['what it leaves running is ended', shell('sleep 1000 & exit 0'), exited(0)],
  [
    'a leader whose child holds the output',
    shell('(setsid sleep 1000 &) ; echo x'),
    { stdout: 'x\n', ...exited(0) },
  ],
  [
    'a time limit',
    shell('sleep 1000', { timeLimitMs: 700 }),
    { end: { reason: EndReason.END_REASON_TIME_LIMIT, signalNumber: 15 } },
  ],
  [
    'a time limit, against SIGTERM',
    shell('trap "" TERM; while :; do sleep 1; done', { timeLimitMs: 700, graceMs: 50 }),
    { end: { reason: EndReason.END_REASON_TIME_LIMIT, signalNumber: 9 } },
  ],
  [
    'a time limit with a last word',
    shell('trap "echo bye; exit 4" TERM; while :; do sleep 0.01; done', { timeLimitMs: 700 }),
    { stdout: 'bye\n', end: { reason: EndReason.END_REASON_TIME_LIMIT, exitCode: 4 } },
  ],
  [
    'a session of its own',
    shell('set -- $(cat /proc/self/stat); [ "$6" = $$ ] && echo leader'),
    { stdout: 'leader\n' },
  ],
  // Terminal
  [
    'a terminal',
    shell('tty; [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo all', { terminal }),
    { stdout: /^\/dev\/pts\/\d+\r\nall\r\n$/, stderr: '' },
  ],
  ['its size', shell('stty size', { terminal }), { stdout: '31 97\r\n' }],
  ['its kind', shell('printf "$TERM"', { terminal }), { stdout: 'xterm-256color' }],
  ['it controls the program', shell('echo x >/dev/tty', { terminal }), { stdout: 'x\r\n' }],
  [
    'standard error is the terminal',
    shell('echo e >&2', { terminal }),
    { stdout: 'e\r\n', stderr: '' },
  ],
  ['an end at a terminal', shell('exit 9', { terminal }), exited(9)],
  ['a signal at a terminal', shell('kill -9 $$', { terminal }), signaled(9)],
  [
    'a program that is not there, at a terminal',
    { argv: ['no-such-program'], terminal },
    notStarted(/not found/),
  ],
];

test.each(CASES.map(([name, spec, expected], index) => ({ name, spec, expected, index })))(
  '$name',
  async ({ spec, expected, index }) => {
    const seen = await run(fixture, `case-${index}`, spec);
    if (expected.stdout instanceof RegExp) expect(seen.stdout).toMatch(expected.stdout);
    else if (expected.stdout !== undefined) expect(seen.stdout).toBe(expected.stdout);
    if (expected.stderr instanceof RegExp) expect(seen.stderr).toMatch(expected.stderr);
    else if (expected.stderr !== undefined) expect(seen.stderr).toBe(expected.stderr);
    expect(seen.end).toMatchObject(expected.end ?? { reason: EXITED, exitCode: 0 });
    expect(seen.end.stdoutBytes).toBe(seen.stdout.length);
    expect(seen.end.stderrBytes).toBe(seen.stderr.length);
    await fixture.service.forget({ processId: `case-${index}` });
  },
);
