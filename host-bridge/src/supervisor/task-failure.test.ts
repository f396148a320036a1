import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { parseJobFile } from '../job/index.ts';
import { OUTCOMES } from '../outcome.ts';
import { taskFailure } from './task-failure.ts';

const { EndReason } = vmslot.agent.v1;

const JOB = parseJobFile(
  '<vm_job><image>debian</image>\n<task><name>first</name><application>a</application></task></vm_job>',
  { file: '/jobs/x/vm_job.xml' },
);

const EXPECTED: Record<string, string> = {
  END_REASON_UNSPECIFIED: 'agent_refused',
  END_REASON_EXITED: 'app_failed',
  END_REASON_SIGNALED: 'app_signaled',
  END_REASON_NOT_STARTED: 'app_not_started',
  END_REASON_TIME_LIMIT: 'time_limit',
  END_REASON_OUTPUT_LIMIT: 'output_limit',
  END_REASON_DISK_FULL: 'guest_disk_full',
  END_REASON_OUT_OF_MEMORY: 'out_of_memory',
  END_REASON_CONTROLLED: 'terminated',
  END_REASON_LOST: 'agent_lost',
};

/** Reasons by name; the generated enum also maps numbers back to names. */
const REASONS = Object.entries(EndReason).filter(
  (entry): entry is [string, vmslot.agent.v1.EndReason] => entry[0].startsWith('END_REASON_'),
);

test('every reason of the schema has an outcome here', () => {
  expect(REASONS.map(([name]) => name).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

test.each(REASONS)('%s has an outcome of the table', (name, reason) => {
  const error = taskFailure(JOB, { step: 0, outcome: { reason, message: 'what happened' } }, [
    'last words',
  ]);
  expect(error.code).toBe(EXPECTED[name]);
  expect(OUTCOMES).toHaveProperty(error.code);
  expect(error.message).toMatch(/^task first \(\/jobs\/x\/vm_job\.xml:2\): .*what happened/);
  expect(error.details).toEqual(name === 'END_REASON_UNSPECIFIED' ? [] : ['last words']);
});

test.each([
  ['a reason from the future', { reason: 4711, message: 'odd' }],
  ['no outcome at all', undefined],
  ['an outcome without anything', {}],
])('%s is refused', (_what, outcome) => {
  const error = taskFailure(JOB, outcome === undefined ? { step: 7 } : { step: 7, outcome }, []);
  expect(error.code).toBe('agent_refused');
  expect(error.message).toMatch(/^a task: the agent gave no known reason: /);
});

test('a message from the guest stays one safe line of finite length', () => {
  const message = `a\nb\u001b[2J${'x'.repeat(100_000)}`;
  const { message: text } = taskFailure(
    JOB,
    { step: 0, outcome: { reason: EndReason.END_REASON_EXITED, message } },
    [],
  );
  expect(text).toContain('a b·[2Jxxx');
  expect(text.length).toBeLessThan(2_000);
  expect(text).not.toMatch(/\n/);
});
