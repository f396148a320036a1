import type { AppStatus } from '@vmslot/proto/boinc';
import type { Checkpoint } from '../../host-bridge/src/checkpoint/index.ts';
import { findWrongLine } from './loss-job.ts';
import type { SlotEnd } from './slot-run.ts';

/** A checkpoint that the client was told, by what it was told with it. */
export interface ReportedCheckpoint {
  readonly cpuTimeS: number;
  readonly fractionDone: number;
}

/** One life of the task, and what was known before it. */
export interface LossLifeFacts {
  /** What the client had been told, the oldest first. */
  readonly reported: readonly ReportedCheckpoint[];
  /** What was in the file of checkpoints. */
  readonly listed: readonly Checkpoint[];
  /** All that this life said to the client. */
  readonly statuses: readonly AppStatus[];
  /** Lines of its log. */
  readonly log: string;
  readonly end: SlotEnd;
  /** True: the bridge itself was killed. */
  readonly isKilled: boolean;
  /** What the slot has of the job's standard output. */
  readonly printed: string;
}

/** CPU times are told with so many digits. */
const CPU_TIME_PRECISION_S = 0.01;

/** Name of the checkpoint that a life went on from; undefined where it came not so far, or from none. */
export function startedFrom(log: string): string | undefined {
  return [...log.matchAll(/going on from (checkpoint-\d+) of/g)].at(-1)?.[1];
}

/** Checkpoints of which the client hears first in these messages. */
export function reportedIn(
  statuses: readonly AppStatus[],
  before: readonly ReportedCheckpoint[],
): readonly ReportedCheckpoint[] {
  const found: ReportedCheckpoint[] = [];
  let cpuTimeS = before.at(-1)?.cpuTimeS ?? 0;
  for (const { checkpointCpuTimeS, fractionDone = 0 } of statuses) {
    if (checkpointCpuTimeS === cpuTimeS) continue;
    cpuTimeS = checkpointCpuTimeS;
    found.push({ cpuTimeS, fractionDone });
  }
  return found;
}

/** What is wrong with a life, one line each; none where all is right. */
export function problemsOfLife(facts: LossLifeFacts): readonly string[] {
  const { reported, listed, statuses, log, end, isKilled, printed } = facts;
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  must(end.finish === undefined, `an end of the task: ${JSON.stringify(end.finish)}`);
  must(isKilled || end.exitCode === 0, `exit status ${end.exitCode}, signal ${end.signal}`);
  must(isKilled || end.left.length === 0, `left: ${end.left.map((one) => one.commandLine).join()}`);
  const wrongLine = findWrongLine(printed);
  must(wrongLine === undefined, `printed out of order: ${wrongLine}`);
  const floor = reported.at(-2) ?? reported.at(-1);
  if (floor === undefined) return problems;
  must(!/registered VM|from the beginning/.test(log), 'started from zero');
  const tag = startedFrom(log);
  const checkpoint = listed.find((one) => one.tag === tag);
  must(tag === undefined || checkpoint !== undefined, `${tag} was not in the file`);
  if (checkpoint !== undefined) {
    const { cpuTimeMs, fractionDone } = checkpoint.figures;
    const isOlder =
      cpuTimeMs / 1000 < floor.cpuTimeS - CPU_TIME_PRECISION_S || fractionDone < floor.fractionDone;
    must(!isOlder, `${tag} is older than the last but one that was reported`);
  }
  const lowest = Math.min(...statuses.map((status) => status.fractionDone ?? 1));
  must(lowest >= floor.fractionDone, `fell back to ${lowest} from ${floor.fractionDone}`);
  const isBack = statuses.some(({ checkpointCpuTimeS }) => {
    return checkpointCpuTimeS < (reported.at(-1)?.cpuTimeS ?? 0) - CPU_TIME_PRECISION_S;
  });
  must(!isBack, 'took a reported checkpoint back');
  return problems;
}
