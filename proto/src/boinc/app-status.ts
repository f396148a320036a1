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

/** Reads a message of an app as the core client does. */
export function parseAppStatus(_text: string): AppStatus {
  throw new Error('not written yet');
}

/**
 * Writes a status message: the two times, then what else is given.
 *
 * @throws BoincFormatError `invalid_number` for a figure that is not finite.
 */
export function formatAppStatus(_status: AppStatus): string {
  throw new Error('not written yet');
}
