import {
  type BoincElement,
  child,
  childFlag,
  childNumber,
  childText,
} from '../fakes/boinc-project/boinc-xml.ts';

/** State of a result in the client; numbers and names as BOINC has them. */
export const RESULT_STATE = {
  new: 0,
  downloading: 1,
  downloaded: 2,
  computeError: 3,
  uploading: 4,
  uploaded: 5,
  aborted: 6,
  uploadFailed: 7,
} as const;

/** State of the process of a task. */
export const TASK_STATE = {
  notRunning: 0,
  executing: 1,
  exited: 2,
  wasSignaled: 3,
  exitUnknown: 4,
  abortPending: 5,
  aborted: 6,
  couldNotStart: 7,
  quitPending: 8,
  suspended: 9,
  copyPending: 10,
} as const;

/** A task as the client shows it to its managers. Times in seconds. */
export interface ClientTask {
  readonly name: string;
  readonly projectUrl: string;
  /** One of {@link RESULT_STATE}. */
  readonly state: number;
  readonly exitStatus: number;
  readonly finalCpuTimeS: number;
  readonly finalElapsedTimeS: number;
  readonly suspendedViaGui: boolean;
  readonly readyToReport: boolean;
  /** It was postponed, or cannot run for now. */
  readonly isWaiting: boolean;
  /** Why, as the app or the client says it. */
  readonly waitReason: string;
  /** What only a task with a slot has. */
  readonly active: ActiveTask | undefined;
  /** All of it, for what is not parsed here. */
  readonly source: string;
}

/** Part of a {@link ClientTask} that has a slot. */
export interface ActiveTask {
  /** One of {@link TASK_STATE}. */
  readonly state: number;
  /** 0 uninitialised, 1 preempted, 2 scheduled. */
  readonly schedulerState: number;
  readonly slot: number;
  /** Of the last process, which has ended unless the state says otherwise. */
  readonly pid: number;
  readonly fractionDone: number;
  readonly elapsedTimeS: number;
  readonly cpuTimeS: number;
  readonly checkpointCpuTimeS: number;
  readonly workingSetBytes: number;
  readonly webGraphicsUrl: string;
  readonly remoteDesktopAddress: string;
}

/** Reads one `<result>` of a reply to `get_results`. */
export function readClientTask(result: BoincElement): ClientTask {
  const active = child(result, 'active_task');
  return {
    name: childText(result, 'name'),
    projectUrl: childText(result, 'project_url'),
    state: childNumber(result, 'state'),
    exitStatus: childNumber(result, 'exit_status'),
    finalCpuTimeS: childNumber(result, 'final_cpu_time'),
    finalElapsedTimeS: childNumber(result, 'final_elapsed_time'),
    suspendedViaGui: childFlag(result, 'suspended_via_gui'),
    readyToReport: childFlag(result, 'ready_to_report'),
    isWaiting: childFlag(result, 'scheduler_wait'),
    waitReason: childText(result, 'scheduler_wait_reason'),
    active: active && readActiveTask(active),
    source: result.inner,
  };
}

function readActiveTask(active: BoincElement): ActiveTask {
  return {
    state: childNumber(active, 'active_task_state'),
    schedulerState: childNumber(active, 'scheduler_state'),
    slot: childNumber(active, 'slot'),
    pid: childNumber(active, 'pid'),
    fractionDone: childNumber(active, 'fraction_done'),
    elapsedTimeS: childNumber(active, 'elapsed_time'),
    cpuTimeS: childNumber(active, 'current_cpu_time'),
    checkpointCpuTimeS: childNumber(active, 'checkpoint_cpu_time'),
    workingSetBytes: childNumber(active, 'working_set_size'),
    webGraphicsUrl: childText(active, 'web_graphics_url'),
    remoteDesktopAddress: childText(active, 'remote_desktop_addr'),
  };
}
