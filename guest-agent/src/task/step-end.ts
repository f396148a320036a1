import { constants } from 'node:os';
import { vmslot } from '@vmslot/proto/agent';
import type { ExitStatus, LaunchVerdict } from '../launch/index.ts';
import { MAX_MESSAGE_CHARACTERS } from './task-limits.ts';
import type { StepSpec } from './task-request.ts';

const { EndReason } = vmslot.agent.v1;

/** Why the agent itself ended a step. */
export interface StopCause {
  readonly reason: vmslot.agent.v1.EndReason;
  readonly message: string;
}

/** What is known when the first process of a step has ended. */
export interface StepFacts {
  readonly step: StepSpec;
  readonly verdict: LaunchVerdict;
  readonly exit: ExitStatus;
  readonly stop: StopCause | undefined;
  /** True where the program was asked by a call to leave, and said nothing about its end. */
  readonly leftWhenAsked: boolean;
  /** Signal that Control sent and that did not have to end it; 0: none. */
  readonly sentSignal: number;
  readonly oomKillCount: number;
  readonly diskWasFull: boolean;
  /** What the launcher printed where it failed. */
  readonly launchOutput: string;
}

/** Reason, exit code, signal and message of a step's end. */
export type Outcome = Required<
  Pick<vmslot.agent.v1.StepEnded.$Properties, 'reason' | 'exitCode' | 'signalNumber' | 'message'>
>;

const SIGNAL_NAMES = new Map<number, string>(
  Object.entries(constants.signals).map(([name, number]) => [number, name]),
);

/** How an app of BOINC exits on quit, and on abort. Source: lib/error_numbers.h, EXIT_ABORTED_BY_CLIENT. */
const LEAVING_CODES: ReadonlySet<number> = new Set([0, 194]);

/** A signal for people: its name, or its number where it has none. */
export function describeSignal(signalNumber: number): string {
  return SIGNAL_NAMES.get(signalNumber) ?? `signal ${signalNumber}`;
}

/** One line of bounded length, without what could confuse a terminal. */
export function toMessage(text: string): string {
  // eslint-disable-next-line no-control-regex
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.slice(0, MAX_MESSAGE_CHARACTERS);
}

/** Decides how a step ended; what the agent did comes first, then what the kernel did. */
export function decideOutcome(facts: StepFacts): Outcome {
  const { exitCode, signalNumber } = facts.exit;
  const { reason, message } = findCause(facts);
  return { reason, exitCode, signalNumber, message: toMessage(message) };
}

function findCause(facts: StepFacts): StopCause {
  const { exitCode, signalNumber } = facts.exit;
  if (facts.stop !== undefined) return facts.stop;
  if (!facts.verdict.started) {
    return { reason: EndReason.END_REASON_NOT_STARTED, message: describeFailedStart(facts) };
  }
  if (facts.exit.lostBecause !== undefined) {
    const message = `how the program ended is not known: ${facts.exit.lostBecause}`;
    return { reason: EndReason.END_REASON_LOST, message };
  }
  if (facts.oomKillCount > 0 && (signalNumber !== 0 || exitCode !== 0)) {
    return {
      reason: EndReason.END_REASON_OUT_OF_MEMORY,
      message: 'the kernel ended the program for lack of memory: give the task more',
    };
  }
  if (signalNumber !== 0 && signalNumber === facts.sentSignal) {
    return {
      reason: EndReason.END_REASON_CONTROLLED,
      message: `ended by ${describeSignal(signalNumber)}, which was asked for`,
    };
  }
  if (facts.diskWasFull && (signalNumber !== 0 || exitCode !== 0)) {
    const how = signalNumber === 0 ? `with ${exitCode}` : `by ${describeSignal(signalNumber)}`;
    return {
      reason: EndReason.END_REASON_DISK_FULL,
      message: `the program ended ${how} while the guest's disk was full: give the job more disk`,
    };
  }
  if (signalNumber !== 0) {
    return {
      reason: EndReason.END_REASON_SIGNALED,
      message: `the program was ended by ${describeSignal(signalNumber)}`,
    };
  }
  if (facts.leftWhenAsked && LEAVING_CODES.has(exitCode)) {
    const message = 'the program left because it was asked to, before its work was done';
    return { reason: EndReason.END_REASON_CONTROLLED, message };
  }
  const message = exitCode === 0 ? '' : `the program exited with ${exitCode}`;
  return { reason: EndReason.END_REASON_EXITED, message };
}

function describeFailedStart(facts: StepFacts): string {
  const { step, verdict, launchOutput } = facts;
  if (verdict.started) return '';
  const said = launchOutput.trim() === '' ? '' : ` (${launchOutput.trim()})`;
  const program = `program "${step.argv[0] ?? ''}"`;
  switch (verdict.stage) {
    case 'join':
      return `${program}: could not enter its control group${said}`;
    case 'user':
      return `${program}: could not change to its user${said}`;
    case 'cwd':
      return `working directory "${step.cwd}": missing, not allowed, or outside the work directory${said}`;
    case 'stdin':
      return `standard input "${step.stdinFile}": cannot be read${said}`;
    case 'stdout':
      return `standard output "${step.stdoutFile}": cannot be written${said}`;
    case 'stderr':
      return `standard error "${step.stderrFile}": cannot be written${said}`;
    case 'exec':
      return verdict.exitCode === 127
        ? `${program}: not found, check its name, its interpreter, and PATH`
        : `${program}: cannot be run, check its mode and that it is a program for this machine${said}`;
  }
}
