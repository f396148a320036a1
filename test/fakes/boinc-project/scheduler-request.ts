import {
  type BoincElement,
  child,
  childNumber,
  childrenNamed,
  childText,
  parseBoincXml,
} from './boinc-xml.ts';

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
  /** The client's own platform first, then those that it can run as well. */
  readonly platforms: readonly string[];
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

/** Reads the body of a scheduler request; what is missing is empty or 0. */
export function readSchedulerRequest(body: string): SchedulerRequest {
  const request = child(parseBoincXml(body), 'scheduler_request') ?? parseBoincXml('');
  const hostId = childNumber(request, 'hostid');
  const version = ['core_client_major_version', 'core_client_minor_version', 'core_client_release'];
  const other = child(request, 'other_results') ?? parseBoincXml('');
  return {
    authenticator: childText(request, 'authenticator'),
    hostId,
    clientVersion: version.map((name) => childText(request, name)).join('.'),
    platforms: [
      childText(request, 'platform_name'),
      ...childrenNamed(request, 'alt_platform').map((platform) => childText(platform, 'name')),
    ],
    workRequestSeconds: childNumber(request, 'work_req_seconds'),
    cpuRequestInstances: childNumber(request, 'cpu_req_instances'),
    hasCodeSignKey: childText(request, 'code_sign_key') !== '',
    results: childrenNamed(request, 'result').map((result) => readReport(result, hostId)),
    trickles: childrenNamed(request, 'msg_from_host').map((trickle) =>
      readTrickle(trickle, hostId),
    ),
    otherResults: childrenNamed(other, 'other_result').map((result) => childText(result, 'name')),
    body,
  };
}

function readReport(result: BoincElement, hostId: number): ReportedResult {
  const stderrOut = childText(result, 'stderr_out');
  return {
    name: childText(result, 'name'),
    hostId,
    exitStatus: childNumber(result, 'exit_status'),
    state: childNumber(result, 'state'),
    finalCpuTimeS: childNumber(result, 'final_cpu_time'),
    finalElapsedTimeS: childNumber(result, 'final_elapsed_time'),
    peakWorkingSetBytes: childNumber(result, 'final_peak_working_set_size'),
    peakDiskUsageBytes: childNumber(result, 'final_peak_disk_usage'),
    fpopsPerCpuSec: childNumber(result, 'fpops_per_cpu_sec'),
    fpopsCumulative: childNumber(result, 'fpops_cumulative'),
    intopsPerCpuSec: childNumber(result, 'intops_per_cpu_sec'),
    intopsCumulative: childNumber(result, 'intops_cumulative'),
    message: /<message>([\s\S]*?)<\/message>/.exec(stderrOut)?.[1]?.trim() ?? '',
    stderrText: /<stderr_txt>\n?([\s\S]*?)\n?<\/stderr_txt>/.exec(stderrOut)?.[1] ?? '',
    stderrOut,
    files: childrenNamed(result, 'file_info').map((file) => ({
      name: childText(file, 'name'),
      sizeBytes: childNumber(file, 'nbytes'),
      md5: childText(file, 'md5_cksum'),
    })),
  };
}

function readTrickle(trickle: BoincElement, hostId: number): TrickleUp {
  // The app's own text, which need not be XML, stands behind the client's two elements.
  const content = /<\/time>\s*([\s\S]*)$/.exec(trickle.inner)?.[1] ?? '';
  const [head, variety] = /^\s*<variety>(.*?)<\/variety>\n?/.exec(content) ?? ['', ''];
  return {
    hostId,
    resultName: childText(trickle, 'result_name'),
    time: childNumber(trickle, 'time'),
    variety: variety ?? '',
    // The client ends the line once more and indents its own end tag.
    text: content.slice(head.length).replace(/\n? *$/, ''),
  };
}
