import type { JobFiguresNow } from '../supervisor/job-figures.ts';

/** Variety of the trickles that claim partial credit: what the project's daemon is started with. */
export const PARTIAL_CREDIT_VARIETY = 'partial_credit';

/**
 * Text of a trickle that BOINC's daemon `trickle_credit` understands: it takes the first element,
 * `runtime`, in seconds since the last claim, and stops there. The rest is for daemons of a project's
 * own: totals so far of CPU time and of the operations that the app has counted.
 */
export function formatPartialCredit(
  figures: JobFiguresNow,
  claim: { readonly runtimeMs: number },
): string {
  const lines = [
    ['runtime', (claim.runtimeMs / 1000).toFixed(3)],
    ['cpu_time', (figures.cpuTimeMs / 1000).toFixed(3)],
    ['guest_cpu_time', (figures.guestCpuTimeMs / 1000).toFixed(3)],
    ['fraction_done', figures.fractionDone.toFixed(6)],
    ['fpops_cumulative', figures.floatingPointOperations.toExponential(6)],
    ['intops_cumulative', figures.integerOperations.toExponential(6)],
  ];
  return lines.map(([name, value]) => `<${name}>${value}</${name}>\n`).join('');
}
