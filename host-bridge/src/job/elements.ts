/**
 * Elements of a job file, as data. This one table drives the parser, its messages and the reference
 * in docs/job-file.md. Names and meanings are those of BOINC's wrapper where it has the element.
 */

/** What a value is once parsed, by kind; `values.ts` says how each kind is written. */
export interface ValueOfKind {
  /** One line for people. */
  text: string;
  image: string;
  whole: number;
  real: number;
  /** BOINC's boolean: `<x/>`, `<x>1</x>` or `<x>0</x>`. */
  flag: boolean;
  accelerators: readonly Accelerator[];
  checkpoint: CheckpointWay;
  agent_link: AgentLink;
  boinc_api: BoincApiWay;
  host_path: string;
  guest_path: string;
  output_path: string;
  program: string;
  command_line: readonly string[];
  argument: string;
  variable: { readonly name: string; readonly value: string };
}

export type ValueKind = keyof ValueOfKind;

/** Accelerators that a job file may name. */
export const ACCELERATORS = ['kvm', 'hvf', 'whpx', 'tcg', 'native', 'vendor'] as const;

export type Accelerator = (typeof ACCELERATORS)[number];

/** Ways to make checkpoints that a job file may name. */
export const CHECKPOINT_WAYS = ['vm', 'files', 'none'] as const;

export type CheckpointWay = (typeof CHECKPOINT_WAYS)[number];

/** Ways to the agent in the machine that a job file may name. */
export const AGENT_LINKS = ['auto', 'virtio-serial', 'serial'] as const;

export type AgentLink = (typeof AGENT_LINKS)[number];

/** What a job file may say of how a task's program talks with BOINC. */
export const BOINC_API_WAYS = ['auto', 'none', 'real'] as const;

export type BoincApiWay = (typeof BOINC_API_WAYS)[number];

/** An element with a value. */
export interface LeafElement {
  readonly kind: ValueKind;
  /** One line, without a full stop. */
  readonly meaning: string;
  readonly required?: true;
  /** How often it may be there; absent: once. */
  readonly maxCount?: number;
  /** Value when the element is absent, written as in a job file. */
  readonly default?: string;
  /** Says what happens when it is absent, where `default` cannot. */
  readonly whenAbsent?: string;
  /** Smallest and largest number. */
  readonly min?: number;
  readonly max?: number;
}

/** An element that holds other elements. */
export interface GroupElement {
  readonly kind: 'group';
  readonly meaning: string;
  readonly required?: true;
  readonly maxCount?: number;
  readonly elements: ElementTable;
}

export type ElementSpec = LeafElement | GroupElement;

/** Elements that may be inside one element, by name, in the order of the reference. */
export interface ElementTable {
  readonly [name: string]: ElementSpec;
}

/** Most `<input>` and most `<output>` elements of a job file, each. More: name a directory. */
export const MAX_FILE_COUNT = 1000;
/** Most `<task>` elements of a job file. */
export const MAX_TASK_COUNT = 100;
/** Most `<arg>` and most `<setenv>` elements of a task, each. */
export const MAX_WORD_COUNT = 1000;

/** Most `<trickle_trigger_file>` elements of a job file. */
export const MAX_TRICKLE_FILE_COUNT = 16;

/** Most `<checkpoint_file>` elements of a job file. More: name a directory. */
export const MAX_CHECKPOINT_FILE_COUNT = 1000;

/** Children of `<input>`. */
export const INPUT_ELEMENTS = {
  source: {
    kind: 'host_path',
    required: true,
    meaning: 'File or directory on the host, relative to the directory of the job file',
  },
  target: {
    kind: 'guest_path',
    whenAbsent: 'last part of the source',
    meaning: 'Where it appears in the work directory',
  },
  executable: {
    kind: 'flag',
    default: '0',
    meaning: 'Make it executable; in a directory, every regular file',
  },
} as const satisfies ElementTable;

/** Children of `<task>`. */
export const TASK_ELEMENTS = {
  name: {
    kind: 'text',
    whenAbsent: 'last part of `application`',
    meaning: 'Name for people, in messages and logs',
  },
  application: {
    kind: 'program',
    required: true,
    meaning:
      "Program. The target of an input; or a path with a slash, relative to the work directory; or a name that is looked up in the guest's PATH",
  },
  command_line: {
    kind: 'command_line',
    whenAbsent: 'no arguments',
    meaning: 'Arguments in one line; not together with `arg`',
  },
  arg: {
    kind: 'argument',
    maxCount: MAX_WORD_COUNT,
    whenAbsent: 'no arguments',
    meaning: 'One argument, exactly as written, blanks included',
  },
  setenv: {
    kind: 'variable',
    maxCount: MAX_WORD_COUNT,
    whenAbsent: "the agent's small environment alone",
    meaning: 'One environment variable; the value is taken exactly as written',
  },
  exec_dir: {
    kind: 'guest_path',
    whenAbsent: 'the work directory',
    meaning: 'Directory that the program starts in',
  },
  stdin_filename: {
    kind: 'guest_path',
    whenAbsent: 'nothing to read',
    meaning: 'File to read as standard input',
  },
  stdout_filename: {
    kind: 'guest_path',
    whenAbsent: 'sent to the host',
    meaning: 'File that takes standard output',
  },
  stderr_filename: {
    kind: 'guest_path',
    whenAbsent: 'sent to the host',
    meaning: 'File that takes standard error',
  },
  weight: {
    kind: 'real',
    default: '1',
    min: 0.001,
    max: 1_000_000,
    meaning: "Share of this task in the job's fraction done",
  },
  fraction_done_filename: {
    kind: 'guest_path',
    whenAbsent: 'none',
    meaning: 'File whose last number, 0 to 1, is how much of this task is done',
  },
  credit_filename: {
    kind: 'guest_path',
    whenAbsent: 'none',
    meaning: 'File with two numbers: floating point and integer operations so far',
  },
  time_limit: {
    kind: 'real',
    default: '0',
    min: 0,
    max: 31_536_000,
    meaning: 'Seconds that the task may run; then it is ended and the job fails. 0: no limit',
  },
  boinc_api: {
    kind: 'boinc_api',
    default: 'auto',
    meaning:
      "`real`: the program is linked with BOINC's own library, or starts one that is, and finds a BOINC client in its directory; `none`: it finds none; `auto`: as `real` where the program is a file of the work directory that tells a version of that library",
  },
} as const satisfies ElementTable;

/** Children of `<output>`. */
export const OUTPUT_ELEMENTS = {
  source: {
    kind: 'guest_path',
    required: true,
    meaning: 'File or directory that the tasks leave in the work directory',
  },
  target: {
    kind: 'output_path',
    whenAbsent: 'last part of the source',
    meaning: 'Where it goes in the directory for outputs on the host',
  },
  optional: { kind: 'flag', default: '0', meaning: 'The job succeeds without it' },
  intermediate: {
    kind: 'flag',
    default: '0',
    meaning: 'Upload it as soon as it is there, while the job still runs',
  },
} as const satisfies ElementTable;

/** Children of the root, `<vm_job>`. */
export const JOB_ELEMENTS = {
  name: {
    kind: 'text',
    whenAbsent: 'name of the directory of the job file',
    meaning: 'Name for people',
  },
  image: { kind: 'image', required: true, meaning: 'Image that the VM boots' },
  memory_size_mb: {
    kind: 'whole',
    default: '512',
    min: 128,
    max: 1_048_576,
    meaning: 'Memory of the VM in MB of 1,048,576 bytes',
  },
  ncpus: {
    kind: 'whole',
    whenAbsent: '1, or as many as the BOINC client assigns',
    min: 1,
    max: 64,
    meaning: 'CPUs of the VM',
  },
  enable_network: { kind: 'flag', default: '0', meaning: 'Give the VM a network' },
  disk_limit_mb: {
    kind: 'whole',
    default: '2048',
    min: 1,
    max: 1_048_576,
    meaning: 'Disk room for inputs and tasks, beyond the image, in MB',
  },
  output_limit_mb: {
    kind: 'whole',
    default: '64',
    min: 1,
    max: 1024,
    meaning: 'Most that the job may print on standard output, and as much on standard error, in MB',
  },
  boot_timeout_s: {
    kind: 'whole',
    default: '300',
    min: 1,
    max: 3600,
    meaning: 'Seconds that the VM may take until its agent answers',
  },
  accelerator: {
    kind: 'accelerators',
    maxCount: ACCELERATORS.length,
    whenAbsent: 'whatever works here',
    meaning: 'Accelerators that may be used, best first',
  },
  agent_link: {
    kind: 'agent_link',
    default: 'auto',
    meaning:
      "How the host talks with the machine's agent. `auto`: the best that the hypervisor has; `serial`: a plain serial port, far slower, for images whose kernel has no virtio-serial",
  },
  checkpoint: {
    kind: 'checkpoint',
    default: 'vm',
    meaning:
      '`vm`: checkpoints are snapshots of the whole machine, where the hypervisor can make them; `files`: they are what the program itself has written to go on from, and any hypervisor goes on from them; `none`: there are none',
  },
  checkpoint_file: {
    kind: 'guest_path',
    maxCount: MAX_CHECKPOINT_FILE_COUNT,
    whenAbsent: 'none; `files` needs one',
    meaning:
      'File or directory in the work directory that the program goes on from; fetched after it has said that it made a checkpoint',
  },
  minimum_checkpoint_interval: {
    kind: 'real',
    default: '600',
    min: 0,
    max: 86_400,
    meaning: 'Seconds from one checkpoint to the next, at least',
  },
  checkpoint_write_limit_mb: {
    kind: 'whole',
    default: '2048',
    min: 0,
    max: 1_048_576,
    meaning:
      "MB that checkpoints write to the host's disk in an hour of work, at the most: the time between large ones is stretched. 0: no limit",
  },
  trickle_trigger_file: {
    kind: 'guest_path',
    maxCount: MAX_TRICKLE_FILE_COUNT,
    whenAbsent: 'none',
    meaning:
      "File in the work directory that, when it appears, goes to the project as a trickle-up; the file's name is the variety",
  },
  partial_credit_interval: {
    kind: 'real',
    default: '0',
    min: 0,
    max: 604_800,
    meaning:
      'Seconds from one claim of credit for a part of the job to the next. 0: no such claims',
  },
  input: {
    kind: 'group',
    maxCount: MAX_FILE_COUNT,
    elements: INPUT_ELEMENTS,
    meaning: 'A file or directory that goes into the work directory before the first task',
  },
  task: {
    kind: 'group',
    required: true,
    maxCount: MAX_TASK_COUNT,
    elements: TASK_ELEMENTS,
    meaning: 'A program; tasks run one after the other, in the order of the file',
  },
  output: {
    kind: 'group',
    maxCount: MAX_FILE_COUNT,
    elements: OUTPUT_ELEMENTS,
    meaning: 'A file or directory that the host takes back after the last task',
  },
} as const satisfies ElementTable;

/** Name of the root element. */
export const ROOT_ELEMENT = 'vm_job';
