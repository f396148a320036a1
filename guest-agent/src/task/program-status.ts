import type { AppSession } from '../app/index.ts';
import type { ProgramStatus } from './task-progress.ts';

/** What programs have told of their work, without what they have not told. */
export function programStatus({
  checkpoints,
  report,
}: Pick<AppSession, 'checkpoints' | 'report'>): ProgramStatus {
  const { floatingPointSpeed, integerSpeed, statusText } = report;
  const { needsNetwork, remoteDesktopAddress, webGraphicsUrl } = report;
  const all: ProgramStatus = {
    floatingPointSpeed,
    integerSpeed,
    checkpointCount: checkpoints.checkpointCount,
    checkpointCpuTimeMs: checkpoints.checkpointCpuTimeMs,
    statusText,
    webGraphicsUrl,
    remoteDesktopAddress,
    needsNetwork,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => Boolean(value)));
}
