import type { vmslot } from '@vmslot/proto/agent';
import { BoincFormatError, formatInitData, type InitDataFields } from '@vmslot/proto/boinc';

type JoinResponse = vmslot.agent.v1.JoinResponse.$Properties;

/**
 * The first process of the machine. A program ends itself where the client's process is gone, and this one
 * never is; the agent's may be replaced by another at any time. The heartbeats say that there is a client.
 */
const CLIENT_PID = 1;

/** Where the host has no client: an app may want one that is not old. */
const LEAST_MAJOR_VERSION = 8;

/** What one start of a program has of its own. */
export interface SlotStart {
  /** Absolute path of the slot. */
  readonly slotDirectory: string;
  /** CPU time up to the last checkpoint, the same for the whole life of a program. */
  readonly wuCpuTimeS: number;
  /** Of its System V segment; -1: it has none, and takes the file. */
  readonly shmKey: number;
}

/**
 * The text of `init_data.xml` for a program in the guest: what the host lets it know, and no account key.
 * A text that the document cannot hold is left out: a program without the name of a team can still work.
 */
export function slotInitData(facts: JoinResponse, start: SlotStart): string {
  const fields: InitDataFields = {
    majorVersion: wholeOf(facts.clientMajorVersion) || LEAST_MAJOR_VERSION,
    minorVersion: wholeOf(facts.clientMinorVersion),
    release: wholeOf(facts.clientRelease),
    appVersion: wholeOf(facts.appVersion),
    userId: wholeOf(facts.userId),
    teamId: wholeOf(facts.teamId),
    hostId: wholeOf(facts.hostId),
    projectDir: start.slotDirectory,
    boincDir: start.slotDirectory,
    shmKey: start.shmKey,
    slot: 0,
    clientPid: CLIENT_PID,
    wuCpuTimeS: start.wuCpuTimeS,
    startingElapsedTimeS: (facts.earlierElapsedTimeMs ?? 0) / 1000,
    userTotalCredit: facts.userTotalCredit ?? 0,
    userExpavgCredit: facts.userExpavgCredit ?? 0,
    hostTotalCredit: facts.hostTotalCredit ?? 0,
    hostExpavgCredit: facts.hostExpavgCredit ?? 0,
    resourceShareFraction: 1,
    checkpointPeriodS: (facts.checkpointPeriodMs ?? 0) / 1000,
    ncpus: facts.cpuCount || 1,
    rscFpopsEst: facts.fpopsEstimate ?? 0,
    rscFpopsBound: facts.fpopsBound ?? 0,
    rscMemoryBoundBytes: facts.memoryBoundBytes ?? 0,
    rscDiskBoundBytes: facts.diskBoundBytes ?? 0,
    computationDeadlineS: facts.computationDeadline ?? 0,
  };
  const texts: InitDataFields = {
    appName: facts.appName ?? '',
    planClass: facts.planClass ?? '',
    wuName: facts.wuName ?? '',
    resultName: facts.resultName ?? '',
    userName: facts.userName ?? '',
    teamName: facts.teamName ?? '',
    projectPreferences: facts.projectPreferences ?? '',
  };
  const kept = Object.entries(texts).filter(([name, text]) => isWritable({ [name]: text }));
  return formatInitData({ ...fields, ...Object.fromEntries(kept) });
}

function isWritable(fields: InitDataFields): boolean {
  try {
    formatInitData(fields);
    return true;
  } catch (error) {
    if (error instanceof BoincFormatError) return false;
    throw error;
  }
}

/** The document has 32 bits for it; a number that has more room here is not passed on. */
function wholeOf(value: number | null | undefined): number {
  return value !== undefined && value !== null && value < 2 ** 31 ? value : 0;
}
