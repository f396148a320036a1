import type { vmslot } from '@vmslot/proto/agent';
import type { AppStatus } from '@vmslot/proto/boinc';

type AppReport = vmslot.agent.v1.AppReport.$Properties;

/**
 * What a status of BOINC's says, as a report. A fraction of 0 says nothing, as with the core client; a
 * figure that cannot be true is left out.
 */
export function statusReport(status: AppStatus): AppReport {
  const { fpopsCumulative, fpopsPerCpuSec, fractionDone, intopsCumulative, intopsPerCpuSec } =
    status;
  const report: AppReport = {};
  if (fractionDone !== undefined && fractionDone !== 0) report.fractionDone = fractionDone;
  if (isCount(fpopsCumulative)) report.floatingPointOperations = fpopsCumulative;
  if (isCount(intopsCumulative)) report.integerOperations = intopsCumulative;
  if (isCount(fpopsPerCpuSec)) report.floatingPointSpeed = fpopsPerCpuSec;
  if (isCount(intopsPerCpuSec)) report.integerSpeed = intopsPerCpuSec;
  if (status.wantNetwork !== undefined) report.needsNetwork = status.wantNetwork;
  return report;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && value >= 0;
}
