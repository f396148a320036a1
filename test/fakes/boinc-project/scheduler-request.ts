/** A file in a report. */
export interface ReportedFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly md5: string;
}

/** One finished task, as a client reports it. Success is `state` 5 with `exitStatus` 0. */
export interface ReportedResult {
  readonly name: string;
  readonly hostId: number;
  readonly exitStatus: number;
  /** 3 compute error, 5 uploaded, 6 aborted. */
  readonly state: number;
  readonly finalCpuTimeS: number;
  readonly finalElapsedTimeS: number;
  readonly peakWorkingSetBytes: number;
  readonly peakDiskUsageBytes: number;
  readonly fpopsPerCpuSec: number;
  readonly fpopsCumulative: number;
  readonly intopsPerCpuSec: number;
  readonly intopsCumulative: number;
  /** What the client says about an error, its `<message>`; '' where all went well. */
  readonly message: string;
  /** The app's `stderr.txt`, at most its last 63 KiB. */
  readonly stderrText: string;
  /** `<stderr_out>` as it was sent, with what the client added. */
  readonly stderrOut: string;
  readonly files: readonly ReportedFile[];
}

/** A trickle-up message. */
export interface TrickleUp {
  readonly hostId: number;
  readonly resultName: string;
  /** Unix time that the client gave it, seconds. */
  readonly time: number;
  readonly variety: string;
  /** Text behind the `<variety>` line. */
  readonly text: string;
}

/** What a client asked for. */
export interface SchedulerRequest {
  readonly authenticator: string;
  /** 0 at the first contact. */
  readonly hostId: number;
  readonly clientVersion: string;
  readonly platform: string;
  /** More than 0: the client wants work. */
  readonly workRequestSeconds: number;
  readonly cpuRequestInstances: number;
  /** The client has a code-signing key of this project already. */
  readonly hasCodeSignKey: boolean;
  readonly results: readonly ReportedResult[];
  readonly trickles: readonly TrickleUp[];
  /** Names of the tasks that the client holds and does not report yet. */
  readonly otherResults: readonly string[];
  /** All of it, for what is not parsed here. */
  readonly body: string;
}
