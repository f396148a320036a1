import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { decideOutcome, type StepFacts, toMessage } from './step-end.ts';
import { parseRunRequest } from './task-request.ts';

const { EndReason } = vmslot.agent.v1;
const [step] = parseRunRequest({ taskId: 'x', steps: [{ argv: ['true'] }] }).steps;
if (step === undefined) throw new Error('no step');

const exited: StepFacts = {
  step,
  verdict: { started: true },
  exit: { exitCode: 0, signalNumber: 0, lostBecause: undefined },
  stop: undefined,
  leftWhenAsked: false,
  sentSignal: 0,
  oomKillCount: 0,
  diskWasFull: false,
  launchOutput: '',
};
const killed = { exitCode: 0, signalNumber: 9, lostBecause: undefined };
const failed = { exitCode: 1, signalNumber: 0, lostBecause: undefined };
const stop = { reason: EndReason.END_REASON_TIME_LIMIT, message: 'late' };

test.each<[string, Partial<StepFacts>, number]>([
  ['success', {}, EndReason.END_REASON_EXITED],
  ['success though the disk is full', { diskWasFull: true }, EndReason.END_REASON_EXITED],
  ['success though a child was killed', { oomKillCount: 1 }, EndReason.END_REASON_EXITED],
  ['failure', { exit: failed }, EndReason.END_REASON_EXITED],
  ['failure on a full disk', { exit: failed, diskWasFull: true }, EndReason.END_REASON_DISK_FULL],
  ['a signal', { exit: killed }, EndReason.END_REASON_SIGNALED],
  ['a signal that was sent', { exit: killed, sentSignal: 9 }, EndReason.END_REASON_CONTROLLED],
  ['another signal', { exit: killed, sentSignal: 15 }, EndReason.END_REASON_SIGNALED],
  ['left when asked', { leftWhenAsked: true }, EndReason.END_REASON_CONTROLLED],
  [
    'left when asked, as on abort',
    { leftWhenAsked: true, exit: { ...failed, exitCode: 194 } },
    EndReason.END_REASON_CONTROLLED,
  ],
  [
    'failure when asked to leave',
    { leftWhenAsked: true, exit: failed },
    EndReason.END_REASON_EXITED,
  ],
  ['no memory', { exit: killed, oomKillCount: 1 }, EndReason.END_REASON_OUT_OF_MEMORY],
  [
    'no memory, told by the shell',
    { exit: failed, oomKillCount: 1 },
    EndReason.END_REASON_OUT_OF_MEMORY,
  ],
  ['stopped by us', { exit: killed, oomKillCount: 1, stop }, EndReason.END_REASON_TIME_LIMIT],
])('%s', (_, facts, reason) => {
  expect(decideOutcome({ ...exited, ...facts })).toMatchObject({ reason });
});

test('a message is one line of bounded length', () => {
  expect(toMessage('a\nb\u001b[31m\tc\u0085')).toBe('a b [31m c');
  expect(toMessage('x'.repeat(5000))).toHaveLength(1000);
});
