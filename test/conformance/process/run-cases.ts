import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { run, shell } from './watch-process.ts';

type Spec = vmslot.agent.v1.ProcessSpec.$Properties;

const { EndReason, ResourceKind } = vmslot.agent.v1;
const { END_REASON_EXITED, END_REASON_NOT_STARTED, END_REASON_SIGNALED } = EndReason;
const terminal = { columns: 97, rows: 31 };

interface Expected {
  readonly stdout?: string | RegExp;
  readonly stderr?: string;
  readonly end?: object;
}

type Row = readonly [
  name: string,
  spec: Spec | ((agent: AgentUnderTest) => Spec),
  expected: Expected | ((agent: AgentUnderTest) => Expected),
  needs?: readonly string[],
];

const exited = (exitCode: number) => ({ end: { reason: END_REASON_EXITED, exitCode } });
const signaled = (signalNumber: number) => ({ end: { reason: END_REASON_SIGNALED, signalNumber } });
const notStarted = (text: string) => ({
  stdout: '',
  stderr: '',
  end: {
    reason: END_REASON_NOT_STARTED,
    exitCode: 0,
    message: expect.stringContaining(text) as string,
  },
});

const ROWS: readonly Row[] = [
  ['a program that succeeds', { argv: ['true'] }, exited(0)],
  ['a program that fails', shell('exit 3'), exited(3)],
  ['an exit code of 255', shell('exit 255'), exited(255)],
  ['an exit code that looks like a signal', shell('exit 137'), exited(137)],
  ['a program that a signal ends', shell('kill -9 $$'), signaled(9)],
  ['a program that SIGSEGV ends', shell('kill -11 $$'), signaled(11)],
  ['a program that is not there', { argv: ['no-such-program'] }, notStarted('not found')],
  ['a directory as a program', { argv: ['/usr'] }, notStarted('cannot be run')],
  ['a directory that is not there', shell('pwd', { cwd: '/no/such' }), notStarted('/no/such')],
  ['both streams', shell('echo out; echo err >&2'), { stdout: 'out\n', stderr: 'err\n' }],
  [
    'arguments as they are',
    { argv: ['printf', '<%s>', 'a b', '', '"', "'", '$HOME', '*', 'line\nline'] },
    { stdout: '<a b><><"><\'><$HOME><*><line\nline>' },
  ],
  ['bytes of every kind', shell("printf '\\000\\377\\n\\r'"), { stdout: '\u0000\u00ff\n\r' }],
  ['nothing to read', { argv: ['cat'] }, { stdout: '' }],
  [
    'no more in the environment than was given, and what every program has',
    { argv: ['env'], env: { GIVEN: 'a b' } },
    { stdout: /^(?:(?:PATH|HOME|USER|LANG|GIVEN)=.*\n){5}$/ },
  ],
  [
    'a variable of any text',
    shell('printf %s "$V"', { env: { V: 'a\n"$b' } }),
    { stdout: 'a\n"$b' },
  ],
  [
    'its directory',
    ({ scratch }) => shell('pwd', { cwd: scratch }),
    ({ scratch }) => ({ stdout: `${scratch}\n` }),
  ],
  ["the app's user", shell('id -un'), ({ appUser }) => ({ stdout: `${appUser}\n` })],
  ['root where it is named', shell('id -u', { user: 'root' }), { stdout: '0\n' }],
  ['no groups but its own', shell('id -G'), { stdout: /^\d+\n$/ }],
  ['groups that are named', shell('id -Gn', { groups: ['tty'] }), { stdout: /\btty\b/ }],
  ['a mask', shell('umask', { umask: 0o77 }), { stdout: '0077\n' }],
  ['nice', shell('nice', { nice: 5 }), { stdout: '5\n' }],
  [
    'a limit of open files',
    shell('ulimit -n', {
      resourceLimits: [{ kind: ResourceKind.RESOURCE_KIND_OPEN_FILES, soft: 77 }],
    }),
    { stdout: '77\n' },
  ],
  [
    'a time limit',
    shell('sleep 1000', { timeLimitMs: 100 }),
    { end: { reason: EndReason.END_REASON_TIME_LIMIT, signalNumber: 15 } },
  ],
  ['a leader that leaves others behind', shell('setsid sleep 1000 & exit 4'), exited(4)],
  [
    'a terminal of a size',
    shell('stty size', { terminal }),
    { stdout: '31 97\r\n' },
    ['process-terminal'],
  ],
  ['an end at a terminal', shell('kill -15 $$', { terminal }), signaled(15), ['process-terminal']],
  [
    'a limit of memory',
    // Grows until the kernel steps in.
    shell('x=x; while :; do x=$x$x; done', { limits: { memoryBytes: 32 * 1024 * 1024 } }),
    { end: { reason: EndReason.END_REASON_OUT_OF_MEMORY } },
    ['limit-memory'],
  ],
  [
    'a limit of processes',
    shell('(for i in 1 2 3 4 5 6 7 8 9; do sleep 1 & done) 2>/dev/null || echo refused', {
      limits: { processCount: 5 },
    }),
    { stdout: 'refused\n' },
    ['limit-processes'],
  ],
];

/** What programs find when they begin, and how they end. */
export const RUN_CASES: readonly ConformanceCase[] = ROWS.map(
  ([name, spec, expected, needs = []], index) => ({
    name: `a process: ${name}`,
    needs: ['process', ...needs],
    async run(agent) {
      const wanted = typeof expected === 'function' ? expected(agent) : expected;
      const given = typeof spec === 'function' ? spec(agent) : spec;
      const seen = await run(agent, `run-${index}`, given);
      if (wanted.stdout instanceof RegExp) expect(seen.stdout).toMatch(wanted.stdout);
      else if (wanted.stdout !== undefined) expect(seen.stdout).toBe(wanted.stdout);
      if (wanted.stderr !== undefined) expect(seen.stderr).toBe(wanted.stderr);
      expect(seen.end).toMatchObject(wanted.end ?? { reason: END_REASON_EXITED, exitCode: 0 });
      expect(seen.end.stdoutBytes ?? 0).toBe(seen.stdout.length);
      expect(seen.end.stderrBytes ?? 0).toBe(seen.stderr.length);
    },
  }),
);
