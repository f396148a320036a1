import { readDouble, readInteger } from './message-tags.ts';
import { formatExponent, formatFixed, formatInteger } from './number-text.ts';

/** A message on `app_status`: about once a second from the app while it computes. */
export interface AppStatus {
  /** CPU time of all episodes, in seconds. A message without it reports 0. */
  readonly currentCpuTimeS: number;
  /** CPU time at the last checkpoint. Any change counts as a new checkpoint; absent is 0. */
  readonly checkpointCpuTimeS: number;
  /** The client passes over 0. Default: not reported. */
  readonly fractionDone?: number | undefined;
  readonly wantNetwork?: boolean | undefined;
  /** One more process that counts as the task's, and is killed when the main process has ended. */
  readonly otherPid?: number | undefined;
  /** Clients from 8.2 on: takes the place of what the client measures. */
  readonly wssBytes?: number | undefined;
  /** Sporadic apps: 1 don't want, 2 want to compute. */
  readonly sporadicAc?: number | undefined;
  readonly fpopsPerCpuSec?: number | undefined;
  readonly fpopsCumulative?: number | undefined;
  readonly intopsPerCpuSec?: number | undefined;
  readonly intopsCumulative?: number | undefined;
  /** Network traffic of this episode; clients up to 8.2.13. */
  readonly bytesSent?: number | undefined;
  readonly bytesReceived?: number | undefined;
}

/** Reads a message of an app as the core client does: no value of it is more than a claim. */
export function parseAppStatus(text: string): AppStatus {
  const wantNetwork = readInteger(text, 'want_network');
  return {
    // The client sets both to 0 before it reads a message, and takes a negative time for 0.
    currentCpuTimeS: Math.max(0, readDouble(text, 'current_cpu_time') ?? 0),
    checkpointCpuTimeS: Math.max(0, readDouble(text, 'checkpoint_cpu_time') ?? 0),
    fractionDone: readDouble(text, 'fraction_done'),
    wantNetwork: wantNetwork === undefined ? undefined : wantNetwork !== 0,
    otherPid: readInteger(text, 'other_pid'),
    wssBytes: readDouble(text, 'wss'),
    sporadicAc: readInteger(text, 'sporadic_ac'),
    fpopsPerCpuSec: readDouble(text, 'fpops_per_cpu_sec'),
    fpopsCumulative: readDouble(text, 'fpops_cumulative'),
    intopsPerCpuSec: readDouble(text, 'intops_per_cpu_sec'),
    intopsCumulative: readDouble(text, 'intops_cumulative'),
    bytesSent: readDouble(text, 'bytes_sent'),
    bytesReceived: readDouble(text, 'bytes_received'),
  };
}

/**
 * Writes a status message: the two times, whether the network is wanted, then what else is given, a
 * line each. With every field at its longest it still fits in a message.
 *
 * @throws BoincFormatError `invalid_number` for a figure that is not finite, or no whole number where
 * one is due.
 */
export function formatAppStatus(status: AppStatus): string {
  const wantNetwork = status.wantNetwork === undefined ? undefined : Number(status.wantNetwork);
  return (
    line('current_cpu_time', status.currentCpuTimeS, formatExponent) +
    line('checkpoint_cpu_time', status.checkpointCpuTimeS, formatExponent) +
    line('want_network', wantNetwork, formatInteger) +
    line('fraction_done', status.fractionDone, formatExponent) +
    line('other_pid', status.otherPid, formatInteger) +
    line('bytes_sent', status.bytesSent, formatBytes) +
    line('bytes_received', status.bytesReceived, formatBytes) +
    line('sporadic_ac', status.sporadicAc, formatInteger) +
    line('wss', status.wssBytes, formatBytes) +
    line('fpops_per_cpu_sec', status.fpopsPerCpuSec, formatExponent) +
    line('fpops_cumulative', status.fpopsCumulative, formatExponent) +
    line('intops_per_cpu_sec', status.intopsPerCpuSec, formatExponent) +
    line('intops_cumulative', status.intopsCumulative, formatExponent)
  );
}

/** BOINC's own form is fixed; a figure that cannot be true must not push the rest out of the message. */
function formatBytes(bytes: number): string {
  return Math.abs(bytes) < 1e18 ? formatFixed(bytes) : formatExponent(bytes);
}

function line(name: string, value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? '' : `<${name}>${format(value)}</${name}>\n`;
}
