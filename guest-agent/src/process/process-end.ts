import { constants } from 'node:os';
import { vmslot } from '@vmslot/proto/agent';
import type { ExitStatus, LaunchVerdict } from '../launch/index.ts';
import { MAX_MESSAGE_CHARACTERS } from './process-limits.ts';
import type { ProcessPlan } from './process-plan.ts';

const { EndReason } = vmslot.agent.v1;

/** Why the agent itself ended a process. */
export interface StopCause {
  readonly reason: vmslot.agent.v1.EndReason;
  readonly message: string;
}

/** What is known when the first process has ended. */
export interface EndFacts {
  readonly plan: ProcessPlan;
  readonly verdict: LaunchVerdict;
  readonly exit: ExitStatus;
  readonly stop: StopCause | undefined;
  /** Signal that Signal sent and that did not have to end it; 0: none. */
  readonly sentSignal: number;
  readonly oomKillCount: number;
  /** What the launcher printed where it failed. */
  readonly complaint: string;
}

/** Reason, exit code, signal and message of an end. */
export type Outcome = Required<
  Pick<vmslot.agent.v1.ProcessEnd.$Properties, 'reason' | 'exitCode' | 'signalNumber' | 'message'>
>;

const SIGNAL_NAMES = new Map<number, string>(
  Object.entries(constants.signals).map(([name, number]) => [number, name]),
);

/** Decides how a process ended; what the agent did comes first, then what the kernel did. */
export function decideEnd(facts: EndFacts): Outcome {
  const { exitCode, signalNumber } = facts.exit;
  const { message, reason } = findCause(facts);
  // What failed to become the program has a code of its own, which is not the program's.
  const isLaunchers = reason === EndReason.END_REASON_NOT_STARTED;
  return {
    reason,
    exitCode: isLaunchers ? 0 : exitCode,
    signalNumber: isLaunchers ? 0 : signalNumber,
    message: toLine(message),
  };
}

/** One line of bounded length, without what could confuse a terminal. */
function toLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.slice(0, MAX_MESSAGE_CHARACTERS);
}

function findCause(facts: EndFacts): StopCause {
  const { exitCode, lostBecause, signalNumber } = facts.exit;
  if (facts.stop !== undefined) return facts.stop;
  if (lostBecause !== undefined) {
    return { reason: EndReason.END_REASON_LOST, message: lostBecause };
  }
  if (!facts.verdict.started) {
    return { reason: EndReason.END_REASON_NOT_STARTED, message: describeFailedStart(facts) };
  }
  const name = SIGNAL_NAMES.get(signalNumber) ?? `signal ${signalNumber}`;
  if (facts.oomKillCount > 0 && (signalNumber !== 0 || exitCode !== 0)) {
    const message = 'the kernel ended the program for lack of memory: give it more';
    return { reason: EndReason.END_REASON_OUT_OF_MEMORY, message };
  }
  if (signalNumber !== 0 && signalNumber === facts.sentSignal) {
    const message = `ended by ${name}, which was asked for`;
    return { reason: EndReason.END_REASON_CONTROLLED, message };
  }
  if (signalNumber !== 0) {
    return { reason: EndReason.END_REASON_SIGNALED, message: `the program was ended by ${name}` };
  }
  const message = exitCode === 0 ? '' : `the program exited with ${exitCode}`;
  return { reason: EndReason.END_REASON_EXITED, message };
}

function describeFailedStart({ complaint, plan, verdict }: EndFacts): string {
  if (verdict.started) return '';
  const said = complaint.trim() === '' ? '' : ` (${complaint.trim()})`;
  const program = `program "${plan.argv[0] ?? ''}"`;
  switch (verdict.stage) {
    case 'join':
      return `${program}: could not enter its control group${said}`;
    case 'user':
      return `${program}: could not change to its limits, user and groups${said}`;
    case 'cwd':
      return `working directory "${plan.cwd}": missing or not allowed${said}`;
    case 'stdin':
    case 'stdout':
    case 'stderr':
      return `${program}: ${verdict.stage} could not be opened${said}`;
    case 'exec':
      return verdict.exitCode === 127
        ? `${program}: not found, check its name, its interpreter, and PATH`
        : `${program}: cannot be run, check its mode and that it is a program for this machine${said}`;
  }
}
