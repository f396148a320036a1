/**
 * Job: what a job file says, checked and complete. Paths of inputs are absolute host paths; paths in
 * the guest and of outputs are relative, with `/`, without `.` or `..` parts.
 */
export interface Job {
  /** Name for people; from the job file, else the name of its directory. */
  readonly name: string;
  /** Absolute path of the job file. */
  readonly file: string;
  /** Absolute path of the image's directory, or its name as written where `image` is a bare name. */
  readonly image: string;
  readonly memoryBytes: number;
  readonly cpuCount: number;
  /** True: the job file says how many CPUs; false: `cpuCount` is the default. */
  readonly cpuCountIsGiven: boolean;
  readonly network: boolean;
  /** Room for the app beyond the image. */
  readonly diskLimitBytes: number;
  /** Most bytes of standard output and of standard error, each, that the job may print. */
  readonly outputLimitBytes: number;
  /** How long the VM may take until its agent answers. */
  readonly bootTimeoutMs: number;
  /** Accelerators that may be used, best first; undefined: whatever works. */
  readonly accelerators:
    readonly ('kvm' | 'hvf' | 'whpx' | 'tcg' | 'native' | 'vendor')[] | undefined;
  /** How the host reaches the machine's agent: by a virtio-serial port, or a 16550 serial port. */
  readonly agentLink: 'auto' | 'virtio-serial' | 'serial';
  /**
   * `vm`: checkpoints are snapshots of the whole machine; `files`: they are files that the programs have
   * written; `none`: no checkpoints.
   */
  readonly checkpoint: 'vm' | 'files' | 'none';
  /** Files and directories, relative to the work directory, of a `files` checkpoint; else empty. */
  readonly checkpointFiles: readonly string[];
  /** Time from one checkpoint to the next, at least; default ten minutes. */
  readonly minCheckpointIntervalMs: number;
  /** Bytes that checkpoints write to the host's disk in an hour of work, at the most; 0: no limit. */
  readonly checkpointWriteLimitBytes: number;
  /**
   * Files, relative to the work directory, that go to the project as a trickle-up when they appear;
   * the variety is the last part of the path. No two have the same last part.
   */
  readonly trickleFiles: readonly string[];
  /** Time from one claim of partial credit to the next; 0: none is claimed. */
  readonly partialCreditIntervalMs: number;
  readonly inputs: readonly JobInput[];
  readonly tasks: readonly JobTask[];
  readonly outputs: readonly JobOutput[];
}

/** A file or directory that goes into the work directory before the tasks run. */
export interface JobInput {
  /** Absolute path on the host. */
  readonly source: string;
  /** Where it appears, relative to the work directory in the guest. */
  readonly target: string;
  /** Make regular files executable for everybody. */
  readonly executable: boolean;
  /** Line of the job file, for messages. */
  readonly line: number;
}

/** One program; they run one after the other. */
export interface JobTask {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Relative to the work directory; empty: the work directory. */
  readonly workingDirectory: string;
  readonly stdinFile: string | undefined;
  readonly stdoutFile: string | undefined;
  readonly stderrFile: string | undefined;
  readonly weight: number;
  readonly fractionDoneFile: string | undefined;
  readonly creditFile: string | undefined;
  readonly timeLimitMs: number | undefined;
  /** `real`: the guest's agent plays BOINC's client for the program; `none`: it does not; `auto`: as the program shows. */
  readonly boincApi: 'auto' | 'none' | 'real';
  readonly line: number;
}

/** A file or directory that the tasks leave in the work directory and the host wants. */
export interface JobOutput {
  /** Relative to the work directory in the guest. */
  readonly source: string;
  /** Relative to the directory where outputs go on the host. */
  readonly target: string;
  /** True: the job succeeds without it. */
  readonly optional: boolean;
  /** True: it is uploaded as soon as it is there, while the job still runs. */
  readonly intermediate: boolean;
  /** True: its target cannot be a directory. Default: it may; a job file does not say. */
  readonly fileOnly?: boolean;
  readonly line: number;
}
