import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';

type Spec = vmslot.agent.v1.ProcessSpec.$Properties;

const argv = ['true'];

const BAD_SPECS: readonly (readonly [what: string, spec: Spec | undefined, message: string])[] = [
  ['no spec', undefined, 'spec: '],
  ['no program', {}, 'spec.argv[0]: '],
  ['an empty program', { argv: [''] }, 'spec.argv[0]: '],
  ['NUL in an argument', { argv: ['true', 'a\0'] }, 'spec.argv[1]: '],
  ['too many arguments', { argv: ['a', ...Array<string>(4096).fill('b')] }, 'spec.argv: '],
  ['"=" in the name of a variable', { argv, env: { 'a=b': '' } }, 'spec.env: '],
  ['a relative directory', { argv, cwd: 'here' }, 'spec.cwd: '],
  ['an unknown user', { argv, user: 'nobody-here' }, 'spec.user: no user "nobody-here"'],
  ['an unknown group', { argv, groups: ['no-group'] }, 'spec.groups[0]: no group "no-group"'],
  ['a mask that is none', { argv, umask: 0o1000 }, 'spec.umask: '],
  ['nice beyond its range', { argv, nice: 20 }, 'spec.nice: '],
  ['a limit of nothing', { argv, resourceLimits: [{ soft: 1 }] }, 'spec.resource_limits[0].kind: '],
  ['too little memory', { argv, limits: { memoryBytes: 1 } }, 'spec.limits.memory_bytes: '],
  ['a terminal without a size', { argv, terminal: {} }, 'spec.terminal.columns: '],
  ['too much output to keep', { argv, outputBytes: 2 ** 31 }, 'spec.output_bytes: '],
  ['too long a grace', { argv, graceMs: 600_001 }, 'spec.grace_ms: '],
];

const BAD_IDS = ['', '.', '..', '-x', 'a/b', 'a b', 'x'.repeat(65), 'ü'];

/** Requests that are refused, with the field named, and leave nothing behind. */
export const BAD_REQUEST_CASES: readonly ConformanceCase[] = [
  ...BAD_SPECS.map(([what, spec, message]): ConformanceCase => ({
    name: `Start with ${what} is refused`,
    needs: ['process'],
    async run({ client: { process } }) {
      const started = process.start({ processId: 'bad', ...(spec ? { spec } : {}) });
      await expect(started).rejects.toMatchObject({
        code: 'invalid_argument',
        message: expect.stringContaining(message) as string,
      });
      await expect(process.describe({ processId: 'bad' })).rejects.toMatchObject({
        code: 'not_found',
      });
    },
  })),
  {
    name: 'identifiers of processes that could be no names are refused by every method',
    needs: ['process'],
    async run({ client: { process } }) {
      for (const processId of BAD_IDS) {
        const calls = [
          process.start({ processId, spec: { argv } }),
          process.describe({ processId }),
          process.writeInput({ processId }),
          process.resize({ processId, terminal: { columns: 1, rows: 1 } }),
          process.signal({ processId, verb: vmslot.agent.v1.ProcessVerb.PROCESS_VERB_KILL }),
          process.forget({ processId }),
          (async () => {
            for await (const _ of process.watch({ processId }));
          })(),
        ];
        for (const call of await Promise.allSettled(calls)) {
          expect(call).toMatchObject({
            status: 'rejected',
            reason: {
              code: 'invalid_argument',
              message: expect.stringContaining('process_id: ') as string,
            },
          });
        }
      }
    },
  },
  {
    name: 'every method about a process that nobody started says so',
    needs: ['process'],
    async run({ client: { process } }) {
      const processId = 'nobody-started-it';
      const calls = [
        process.describe({ processId }),
        process.writeInput({ processId }),
        process.resize({ processId, terminal: { columns: 1, rows: 1 } }),
        process.signal({ processId, verb: vmslot.agent.v1.ProcessVerb.PROCESS_VERB_KILL }),
        process.forget({ processId }),
        (async () => {
          for await (const _ of process.watch({ processId }));
        })(),
      ];
      for (const call of await Promise.allSettled(calls)) {
        expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
      }
    },
  },
];
