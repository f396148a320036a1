import type { vmslot } from '@vmslot/proto/agent';
import type { InitData } from '@vmslot/proto/boinc';

/** Longest text and longest project preferences that the agent takes; see docs/app-api.md. */
export const MAX_FACT_TEXT_LENGTH = 255;
export const MAX_FACT_PREFERENCES_BYTES = 64 * 1024;

/**
 * What programs in the guest may know of the client's init data: neither the account key nor a path of
 * the host. A text that is too long for the agent is cut; preferences that are too long are left out,
 * since a part of an XML document says something else than the whole.
 */
export function toAppFacts(initData: InitData): vmslot.agent.v1.IAppFacts {
  const text = (value: string): string => value.slice(0, MAX_FACT_TEXT_LENGTH);
  const preferences = initData.projectPreferences ?? '';
  const areShort = Buffer.byteLength(preferences) <= MAX_FACT_PREFERENCES_BYTES;
  return {
    appName: text(initData.appName),
    wuName: text(initData.wuName),
    resultName: text(initData.resultName),
    planClass: text(initData.planClass),
    appVersion: count(initData.appVersion),
    userName: text(initData.userName),
    teamName: text(initData.teamName),
    userId: count(initData.userId),
    teamId: count(initData.teamId),
    hostId: count(initData.hostId),
    userTotalCredit: finite(initData.userTotalCredit),
    userExpavgCredit: finite(initData.userExpavgCredit),
    hostTotalCredit: finite(initData.hostTotalCredit),
    hostExpavgCredit: finite(initData.hostExpavgCredit),
    earlierCpuTimeMs: count(initData.wuCpuTimeS * 1000),
    earlierElapsedTimeMs: count(initData.startingElapsedTimeS * 1000),
    checkpointPeriodMs: count(initData.checkpointPeriodS * 1000),
    cpuCount: finite(initData.ncpus),
    fpopsEstimate: finite(initData.rscFpopsEst),
    fpopsBound: finite(initData.rscFpopsBound),
    memoryBoundBytes: count(initData.rscMemoryBoundBytes),
    diskBoundBytes: count(initData.rscDiskBoundBytes),
    computationDeadline: finite(initData.computationDeadlineS),
    projectPreferences: areShort ? preferences : '',
    clientMajorVersion: count(initData.majorVersion),
    clientMinorVersion: count(initData.minorVersion),
    clientRelease: count(initData.release),
  };
}

/** A whole number from 0 on; what a client writes may be -1 for "not known". */
function count(value: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(0, Math.trunc(value)), 2 ** 53 - 1) : 0;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
