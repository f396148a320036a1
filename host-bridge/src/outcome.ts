/**
 * Outcomes: the one table of how a job can end. Every failure has a code for callers, an exit status
 * for the program, and a phase; nothing else in the bridge invents exit statuses. docs/exit-codes.md
 * repeats it, compared with it by a test.
 */

/** Where in its life a job is; the supervisor's states. */
export type Phase = 'prepare' | 'boot' | 'link' | 'inputs' | 'run' | 'outputs' | 'finish';

/** Exit status of each outcome and what it means, for docs and `--help`. */
export const OUTCOMES = {
  succeeded: { exitCode: 0, meaning: 'the job ended well and its outputs are there' },
  usage: { exitCode: 2, meaning: 'the command line was wrong' },
  job_file_invalid: {
    exitCode: 10,
    meaning: 'the job file cannot be read or says something wrong',
  },
  input_missing: { exitCode: 11, meaning: 'an input named by the job file is not there' },
  image_missing: { exitCode: 12, meaning: 'the image named by the job file is not there' },
  image_unusable: { exitCode: 13, meaning: 'the image is damaged, incomplete or of another kind' },
  hypervisor_missing: { exitCode: 14, meaning: 'no hypervisor was found on this machine' },
  accelerator_unusable: { exitCode: 15, meaning: 'no allowed accelerator runs a guest here' },
  no_room: { exitCode: 16, meaning: 'the host has no room left in the slot' },
  slot_unusable: { exitCode: 17, meaning: 'the slot cannot be written or belongs to another run' },
  no_memory: { exitCode: 18, meaning: 'the host refused the memory that the VM needs' },
  client_files_unusable: {
    exitCode: 19,
    meaning: 'what the BOINC client left in the slot is missing or damaged',
  },
  hypervisor_failed: { exitCode: 20, meaning: 'the hypervisor could not start or drive the VM' },
  boot_timeout: { exitCode: 21, meaning: 'the VM started, but its agent did not answer in time' },
  vm_stopped: { exitCode: 22, meaning: 'the VM stopped by itself before the job was done' },
  agent_lost: { exitCode: 23, meaning: 'the agent stopped answering' },
  agent_refused: {
    exitCode: 24,
    meaning: 'bridge and agent do not understand or trust each other',
  },
  checkpoint_unusable: { exitCode: 25, meaning: 'a checkpoint is damaged or of another version' },
  driver_unsuitable: { exitCode: 26, meaning: 'the driver cannot do what the job asks for' },
  app_failed: { exitCode: 30, meaning: 'the app ended with a status other than 0' },
  app_signaled: { exitCode: 31, meaning: 'a signal ended the app' },
  app_not_started: { exitCode: 32, meaning: 'the app could not be started in the guest' },
  time_limit: { exitCode: 33, meaning: 'the app ran longer than the job allows' },
  guest_disk_full: { exitCode: 34, meaning: 'the app filled the disk that the job allows' },
  output_limit: { exitCode: 35, meaning: 'the app printed more than the job allows' },
  out_of_memory: { exitCode: 36, meaning: 'the app needed more memory than the VM has' },
  app_deferred: { exitCode: 37, meaning: 'the app asked to be tried again later' },
  output_missing: { exitCode: 40, meaning: 'the job did not make an output that it must make' },
  output_refused: { exitCode: 41, meaning: 'what the guest sent as output breaks a rule' },
  internal: { exitCode: 70, meaning: 'a fault of the bridge itself' },
  interrupted: { exitCode: 130, meaning: 'ended by Ctrl-C (SIGINT)' },
  terminated: { exitCode: 143, meaning: 'ended by SIGTERM, or by the BOINC client for now' },
  aborted: { exitCode: 194, meaning: 'the BOINC client aborted the job' },
} as const satisfies Record<string, { exitCode: number; meaning: string }>;

export type OutcomeCode = keyof typeof OUTCOMES;

/** What a program said about its own end. All of it is a claim of the guest's, brought into range. */
export interface AppWords {
  /** One printable line; empty: none. */
  readonly message: string;
  /** The volunteer should see the message. */
  readonly isNotice: boolean;
  /** The task should be tried again after so many seconds; 0: it has ended. */
  readonly retryAfterS: number;
}

/** Failure of a job. `message` is one line: what, where, what to do. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly code: OutcomeCode;
  /** Set by the supervisor where the thrower does not know it. */
  readonly phase: Phase | undefined;
  /** Further lines that help, such as the console's last ones. */
  readonly details: readonly string[];
  /** Set where a program of the job has said something. */
  readonly appWords: AppWords | undefined;

  constructor(
    code: OutcomeCode,
    message: string,
    options: ErrorOptions & {
      phase?: Phase;
      details?: readonly string[];
      appWords?: AppWords | undefined;
    } = {},
  ) {
    super(message, options);
    this.code = code;
    this.phase = options.phase;
    this.details = options.details ?? [];
    this.appWords = options.appWords;
  }

  get exitCode(): number {
    return OUTCOMES[this.code].exitCode;
  }
}
