import fc from 'fast-check';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { parseProcessSpec, toProcessSpec } from './process-plan.ts';

type Spec = vmslot.agent.v1.ProcessSpec.$Properties;

const { ResourceKind } = vmslot.agent.v1;
const argv = ['true'];
const files = ResourceKind.RESOURCE_KIND_OPEN_FILES;

test('what a spec leaves out is filled in', () => {
  expect(parseProcessSpec({ argv })).toEqual({
    argv,
    env: [],
    cwd: '',
    user: '',
    groups: [],
    umask: 0o022,
    resourceLimits: [],
    nice: 0,
    cpuMilli: 0,
    memoryBytes: 0,
    processCount: 4096,
    timeLimitMs: 0,
    graceMs: 5000,
    terminal: undefined,
    streamInput: false,
    outputBytes: 1024 * 1024,
  });
});

const BAD: readonly (readonly [Spec | undefined, string])[] = [
  [undefined, 'spec: must be given'],
  [{}, 'spec.argv[0]: must be the name of a program'],
  [{ argv: [] }, 'spec.argv[0]: must be the name of a program'],
  [{ argv: [''] }, 'spec.argv[0]: '],
  [{ argv: ['-x'] }, 'spec.argv[0]: '],
  [{ argv: ['a\0b'] }, 'spec.argv[0]: must be at most 131071 bytes without NUL'],
  [{ argv: ['a', 'b\0'] }, 'spec.argv[1]: '],
  [{ argv: ['a', 'x'.repeat(131_072)] }, 'spec.argv[1]: '],
  [{ argv: ['a', ...Array<string>(4096).fill('b')] }, 'spec.argv: must be at most 4096'],
  [
    { argv: ['a', ...Array<string>(3).fill('x'.repeat(100_000))] },
    'spec.argv: must be at most 262144 bytes',
  ],
  [{ argv, env: { '': 'x' } }, 'spec.env: '],
  [{ argv, env: { 'a=b': 'x' } }, 'spec.env: '],
  [{ argv, env: { 'a\0': 'x' } }, 'spec.env: '],
  [{ argv, env: { a: 'x\0' } }, 'spec.env[0]: '],
  [{ argv, env: { a: 'x'.repeat(131_072) } }, 'spec.env[0]: '],
  [
    { argv, env: Object.fromEntries(Array.from({ length: 1025 }, (_, i) => [`v${i}`, ''])) },
    'spec.env: must be at most 1024',
  ],
  [{ argv, cwd: 'relative' }, 'spec.cwd: must be an absolute path'],
  [{ argv, cwd: './x' }, 'spec.cwd: '],
  [{ argv, cwd: '/a\0' }, 'spec.cwd: '],
  [{ argv, cwd: `/${'x'.repeat(4095)}` }, 'spec.cwd: must be at most 4095 bytes'],
  [{ argv, user: 'a:b' }, 'spec.user: '],
  [{ argv, user: 'x'.repeat(257) }, 'spec.user: must be at most 256 bytes'],
  [{ argv, user: 'a\nb' }, 'spec.user: '],
  [{ argv, groups: ['ok', ''] }, 'spec.groups[1]: '],
  [{ argv, groups: ['a:b'] }, 'spec.groups[0]: '],
  [{ argv, groups: Array<string>(65).fill('a') }, 'spec.groups: must be at most 64'],
  [{ argv, umask: 0o1000 }, 'spec.umask: must be a whole number from 0 to 511'],
  [{ argv, umask: -1 }, 'spec.umask: '],
  [{ argv, nice: 20 }, 'spec.nice: must be a whole number from -20 to 19'],
  [{ argv, nice: -21 }, 'spec.nice: '],
  [{ argv, resourceLimits: [{ soft: 1 }] }, 'spec.resource_limits[0].kind: '],
  [{ argv, resourceLimits: [{ kind: 99 as never, soft: 1 }] }, 'spec.resource_limits[0].kind: '],
  [
    {
      argv,
      resourceLimits: [
        { kind: files, soft: 1 },
        { kind: files, soft: 2 },
      ],
    },
    'spec.resource_limits[1].kind: ',
  ],
  [{ argv, resourceLimits: [{ kind: files, soft: 5, hard: 4 }] }, 'spec.resource_limits[0].hard: '],
  [{ argv, resourceLimits: [{ kind: files, soft: -1 }] }, 'spec.resource_limits[0].soft: '],
  [
    { argv, resourceLimits: [{ kind: ResourceKind.RESOURCE_KIND_FILE_SIZE, soft: 100 }] },
    'spec.resource_limits[0].soft: ',
  ],
  [{ argv, limits: { memoryBytes: 1 } }, 'spec.limits.memory_bytes: must be 0 or at least'],
  [{ argv, limits: { cpuMilli: 1_024_001 } }, 'spec.limits.cpu_milli: '],
  [{ argv, limits: { processCount: 4_194_305 } }, 'spec.limits.process_count: '],
  [{ argv, timeLimitMs: -1 }, 'spec.time_limit_ms: '],
  [{ argv, timeLimitMs: 0.5 }, 'spec.time_limit_ms: '],
  [{ argv, graceMs: 600_001 }, 'spec.grace_ms: '],
  [
    { argv, terminal: { columns: 0, rows: 1 } },
    'spec.terminal.columns: must be a whole number from 1 to 10000',
  ],
  [{ argv, terminal: { columns: 1 } }, 'spec.terminal.rows: '],
  [{ argv, terminal: { columns: 10_001, rows: 1 } }, 'spec.terminal.columns: '],
  [{ argv, outputBytes: 2 ** 30 + 1 }, 'spec.output_bytes: '],
];

test.each(BAD.map(([spec, message], index) => ({ spec, message, index })))(
  '$index: $message',
  ({ spec, message }) => {
    const caught = (() => {
      try {
        return parseProcessSpec(spec);
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toBeInstanceOf(AgentError);
    expect(caught).toMatchObject({ code: 'invalid_argument' });
    expect((caught as AgentError).message.slice(0, message.length)).toBe(message);
  },
);

test('a plan as a message is the same plan again, whatever the spec', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0'));
  const specs = fc.record(
    {
      argv: fc.array(text).map((rest) => ['program', ...rest]),
      env: fc.dictionary(fc.stringMatching(/^[A-Za-z_.-]{1,8}$/), text),
      cwd: text.map((path) => `/${path}`),
      umask: fc.nat(0o777),
      nice: fc.integer({ min: -20, max: 19 }),
      limits: fc.record({ cpuMilli: fc.nat(1000), processCount: fc.nat(100) }),
      timeLimitMs: fc.nat(),
      graceMs: fc.nat(600_000),
      terminal: fc.record({ columns: fc.integer({ min: 1, max: 9 }), rows: fc.constant(3) }),
      streamInput: fc.boolean(),
      outputBytes: fc.nat(1 << 30),
      resourceLimits: fc.array(
        fc.record({ kind: fc.constant(files), soft: fc.nat(3), hard: fc.constant(4) }),
        { maxLength: 1 },
      ),
    },
    { requiredKeys: ['argv'] },
  );
  fc.assert(
    fc.property(specs, (spec) => {
      const plan = parseProcessSpec(spec);
      expect(JSON.stringify(parseProcessSpec(toProcessSpec(plan)))).toBe(JSON.stringify(plan));
    }),
  );
});
