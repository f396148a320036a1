import { expect, test } from 'vitest';
import { OUTCOMES, type OutcomeCode } from '../outcome.ts';
import type { RunSummary } from '../report/reporter.ts';
import type { ClientSession } from './client-session.ts';
import { describeSuccess, headOf } from './describe-end.ts';
import { FAILURE_TABLE } from './failure-table.ts';
import { MAX_HEAD_LINES } from './stderr-file.ts';

const CLIENT = { majorVersion: 8, minorVersion: 2, release: 1 };
const FIGURES = { cpuTimeMs: 12_340, guestCpuTimeMs: 11_000, runtimeMs: 60_000 };

const sessionWith = (parts: Partial<Record<keyof ClientSession, unknown>>): ClientSession =>
  ({ bridgeVersion: '1.2.3', isUnderClient: true, initData: CLIENT, ...parts }) as ClientSession;

function failure(outcome: OutcomeCode, details: readonly string[] = []): RunSummary {
  const { exitCode } = OUTCOMES[outcome];
  return { ...describeSuccess(0), outcome, exitCode, phase: 'boot', message: 'why', details };
}

test('a success says what it cost and what ran it', () => {
  const observer = { lastFigures: FIGURES };
  const session = sessionWith({ observer, machineDescription: 'qemu 7.2' });
  expect(headOf(session, describeSuccess(0), undefined)).toEqual([
    'done     the job succeeded',
    "cost     CPU 12.3 s by the hypervisor's process, 11.0 s by the guest; ran for 60.0 s",
    'machine  qemu 7.2',
    `versions vmslot 1.2.3, BOINC 8.2.1, ${process.platform} ${process.arch}`,
  ]);
});

test.each(Object.keys(FAILURE_TABLE) as (keyof typeof FAILURE_TABLE)[])(
  '%s says what, why, what follows and what to do, before anything else',
  (code) => {
    const head = headOf(sessionWith({}), failure(code), {
      kind: 'postpone',
      delayS: 60,
      attempt: 2,
    });
    expect(head.slice(0, 4)).toEqual([
      'failed   in phase boot: why',
      `cause    ${code} (${OUTCOMES[code].meaning})`,
      'follows  tried again in 60 s at the earliest (attempt 2)',
      `to do    ${FAILURE_TABLE[code].advice}`,
    ]);
    expect(head[4]).toBe('machine  no machine was started');
  },
);

test('what follows is the error with its status, or the client’s decision', () => {
  const summary = failure('app_failed');
  expect(headOf(sessionWith({}), summary, { kind: 'error' })[2]).toBe(
    'follows  reported as an error with exit status 30',
  );
  expect(headOf(sessionWith({}), summary, undefined)[2]).toBe(
    'follows  the client decides when the task goes on',
  );
});

test('a client that cannot be read is not taken for none', () => {
  const versions = (parts: Parameters<typeof sessionWith>[0]) =>
    headOf(sessionWith({ initData: undefined, ...parts }), failure('no_room'), undefined).at(-1);
  expect(versions({})).toContain('BOINC of unknown version');
  expect(versions({ isUnderClient: false })).toContain('no client');
});

test('of many details the last ones are there, within the lines of a head', () => {
  const details = Array.from({ length: 100 }, (_, index) => `line ${index}`);
  const session = sessionWith({ observer: { lastFigures: FIGURES } });
  const head = headOf(session, failure('vm_stopped', details), undefined);
  expect(head.at(-1)).toBe('| line 99');
  expect(head.length).toBeLessThan(MAX_HEAD_LINES);
});
