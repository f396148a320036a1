import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { parseJobFile } from '../job/index.ts';
import { OUTCOMES } from '../outcome.ts';
import { MAX_RETRY_AFTER_S } from './read-app-words.ts';
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
  END_REASON_PREMATURE_EXIT: 'app_failed',
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

test('what the program said about its end goes with the failure', () => {
  const finish = { exitCode: 3, message: 'no\nconvergence', isNotice: true };
  const outcome = { reason: EndReason.END_REASON_EXITED, message: 'exited with 3', finish };
  const error = taskFailure(JOB, { step: 0, outcome }, []);
  expect(error.code).toBe('app_failed');
  expect(error.message).toContain('exited with 3: no convergence; ');
  expect(error.appWords).toEqual({ message: 'no convergence', isNotice: true, retryAfterS: 0 });
});

test('a program that asks for a later try is put off for that long, whatever it exits with', () => {
  const finish = { message: 'no license now', retryAfterS: 600 };
  const outcome = { reason: EndReason.END_REASON_EXITED, finish };
  const error = taskFailure(JOB, { step: 0, outcome }, ['last words']);
  expect(error.code).toBe('app_deferred');
  expect(error.message).toMatch(/^task first .* asked to be tried again in 600 s: no license now$/);
  expect(error.appWords?.retryAfterS).toBe(600);
  expect(error.details).toEqual(['last words']);
});

test.each([-1, 0, Number.NaN, 0.5])(
  'a claim to be tried again after %d s is none',
  (retryAfterS) => {
    const outcome = { reason: EndReason.END_REASON_EXITED, finish: { retryAfterS } };
    expect(taskFailure(JOB, { step: 0, outcome }, []).code).toBe('app_failed');
  },
);

test('no program is put off for more than a day', () => {
  const finish = { retryAfterS: 4e9 };
  const error = taskFailure(JOB, { step: 0, outcome: { finish } }, []);
  expect(error.appWords?.retryAfterS).toBe(MAX_RETRY_AFTER_S);
});
