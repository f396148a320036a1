import { OUTCOMES } from '../outcome.ts';
import type { RunSummary } from '../report/reporter.ts';
import type { ClientSession } from './client-session.ts';
import { FAILURE_TABLE } from './failure-table.ts';
import type { AfterFailure } from './postponements.ts';

/** Summary of a task whose outputs are all in place, for a life that comes after a kill. */
export function describeSuccess(elapsedMs: number): RunSummary {
  return {
    outcome: 'succeeded',
    exitCode: OUTCOMES.succeeded.exitCode,
    phase: 'finish',
    message: undefined,
    details: [],
    slotDirectory: undefined,
    outputs: [],
    elapsedMs,
    cpuTimeMs: 0,
  };
}

/** The head of a task's log: what happened, where, what follows, what to do, and what ran it. */
export function headOf(
  session: ClientSession,
  summary: RunSummary,
  after: AfterFailure | undefined,
): readonly string[] {
  const { initData } = session;
  const client =
    initData === undefined
      ? session.isUnderClient
        ? 'BOINC of unknown version'
        : 'no client'
      : `BOINC ${initData.majorVersion}.${initData.minorVersion}.${initData.release}`;
  const versions = `vmslot ${session.bridgeVersion}, ${client}, ${process.platform} ${process.arch}`;
  const machine = session.machineDescription ?? 'no machine was started';
  if (summary.outcome === 'succeeded') {
    return [
      'done     the job succeeded',
      ...costLines(session),
      `machine  ${machine}`,
      `versions ${versions}`,
    ];
  }
  const { exitCode, outcome, phase, message } = summary;
  const follows =
    after === undefined
      ? 'the client decides when the task goes on'
      : after.kind === 'postpone'
        ? `tried again in ${after.delayS} s at the earliest (attempt ${after.attempt})`
        : `reported as an error with exit status ${exitCode}`;
  return [
    `failed   in phase ${phase}: ${message ?? outcome}`,
    `cause    ${outcome} (${OUTCOMES[outcome].meaning})`,
    `follows  ${follows}`,
    `to do    ${FAILURE_TABLE[outcome].advice}`,
    ...costLines(session),
    `machine  ${machine}`,
    `versions ${versions}`,
    ...summary.details.slice(-10).map((line) => `| ${line}`),
  ];
}

/** Both measures of the CPU time, side by side, over all lives of the task. */
function costLines({ observer }: ClientSession): readonly string[] {
  const figures = observer?.lastFigures;
  if (figures === undefined) return [];
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  return [
    `cost     CPU ${seconds(figures.cpuTimeMs)} s by the hypervisor's process, ` +
      `${seconds(figures.guestCpuTimeMs)} s by the guest; ran for ${seconds(figures.runtimeMs)} s`,
  ];
}
