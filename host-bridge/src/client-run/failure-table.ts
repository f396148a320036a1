import type { OutcomeCode, Phase } from '../outcome.ts';

/** What becomes of a task under a BOINC client when its job did not succeed. */
export interface FailureRule {
  /** Phases in which this happens, for the documentation. */
  readonly phases: readonly Phase[];
  /**
   * How often in a row, without a checkpoint in between, the task is postponed and tried again; then,
   * or at once where 0, it is reported as an error with the outcome's exit status.
   */
  readonly maxPostponements: number;
  /** What a volunteer or the project can do about it, in one clause. */
  readonly advice: string;
}

/**
 * Most postponements in a row of any kind. The client ends a task at its 101st exit without a
 * checkpoint, with a status that says nothing about the cause; this comes before it.
 */
export const MAX_POSTPONEMENTS = 90;

const START: readonly Phase[] = ['prepare'];
const RUN: readonly Phase[] = ['run'];

/**
 * The one table of causes and what follows from them under a client. What a volunteer can mend, or
 * what mends itself, is tried again; what the job or the project got wrong is reported.
 */
export const FAILURE_TABLE: Readonly<Record<Exclude<OutcomeCode, 'succeeded'>, FailureRule>> = {
  usage: {
    phases: START,
    maxPostponements: 0,
    advice: 'the project must correct the command line',
  },
  job_file_invalid: {
    phases: START,
    maxPostponements: 0,
    advice: 'the project must correct the job file',
  },
  input_missing: {
    phases: ['prepare', 'inputs'],
    maxPostponements: 3,
    advice: 'reset the project if this stays',
  },
  image_missing: { phases: START, maxPostponements: 3, advice: 'reset the project if this stays' },
  image_unusable: {
    phases: ['prepare', 'boot', 'link'],
    maxPostponements: 0,
    advice: 'reset the project, so that the image is downloaded again',
  },
  hypervisor_missing: {
    phases: START,
    maxPostponements: MAX_POSTPONEMENTS,
    advice: 'install QEMU; the task then goes on by itself',
  },
  accelerator_unusable: {
    phases: START,
    maxPostponements: MAX_POSTPONEMENTS,
    advice:
      'switch virtualization on, or free it from other programs; the task then goes on by itself',
  },
  driver_unsuitable: {
    phases: START,
    maxPostponements: 3,
    advice: 'install QEMU, which can do all of it; the project may ask for less',
  },
  no_room: {
    phases: ['prepare', 'inputs', 'run', 'outputs'],
    maxPostponements: MAX_POSTPONEMENTS,
    advice: 'free disk space; the task then goes on by itself',
  },
  slot_unusable: {
    phases: START,
    maxPostponements: MAX_POSTPONEMENTS,
    advice: 'see that BOINC may write to its data directory',
  },
  no_memory: {
    phases: ['boot'],
    maxPostponements: MAX_POSTPONEMENTS,
    advice: 'free memory; the task then goes on by itself',
  },
  client_files_unusable: {
    phases: START,
    maxPostponements: 10,
    advice: 'restart the BOINC client; reset the project if this stays',
  },
  hypervisor_failed: {
    phases: ['boot', 'run'],
    maxPostponements: 10,
    advice: 'see the hypervisor’s words in the log of the task',
  },
  boot_timeout: {
    phases: ['link'],
    maxPostponements: 5,
    advice: 'the computer may be too busy; it is tried again',
  },
  vm_stopped: {
    phases: ['link', 'inputs', 'run', 'outputs'],
    maxPostponements: 3,
    advice: 'it is tried again',
  },
  agent_lost: {
    phases: ['inputs', 'run', 'outputs'],
    maxPostponements: 3,
    advice: 'it is tried again',
  },
  agent_refused: {
    phases: ['link', 'inputs', 'run'],
    maxPostponements: 0,
    advice: 'the project must pair bridge and image of one release',
  },
  checkpoint_unusable: { phases: ['boot'], maxPostponements: 3, advice: 'it is tried again' },
  app_failed: { phases: RUN, maxPostponements: 0, advice: 'see what it printed' },
  app_signaled: { phases: RUN, maxPostponements: 0, advice: 'see what it printed' },
  app_not_started: { phases: RUN, maxPostponements: 0, advice: 'the project must correct the job' },
  time_limit: { phases: RUN, maxPostponements: 0, advice: 'the project may raise the limit' },
  guest_disk_full: {
    phases: ['inputs', 'run'],
    maxPostponements: 0,
    advice: 'the project may raise the limit',
  },
  output_limit: { phases: RUN, maxPostponements: 0, advice: 'the project may raise the limit' },
  out_of_memory: { phases: RUN, maxPostponements: 0, advice: 'the project may raise the memory' },
  app_deferred: {
    phases: RUN,
    maxPostponements: MAX_POSTPONEMENTS,
    advice: 'the app asked for a later try; it goes on from the last checkpoint',
  },
  output_missing: { phases: ['outputs'], maxPostponements: 0, advice: 'see what the app printed' },
  output_refused: {
    phases: ['outputs'],
    maxPostponements: 0,
    advice: 'the project must correct the job',
  },
  internal: {
    phases: ['prepare', 'boot', 'link', 'inputs', 'run', 'outputs', 'finish'],
    maxPostponements: 3,
    advice: 'please report it with the log of the task',
  },
  // These three are the client's or the host's own wish; what follows is theirs to decide.
  interrupted: { phases: RUN, maxPostponements: MAX_POSTPONEMENTS, advice: 'it goes on later' },
  terminated: { phases: RUN, maxPostponements: MAX_POSTPONEMENTS, advice: 'it goes on later' },
  aborted: { phases: RUN, maxPostponements: 0, advice: 'nothing is to be done' },
};
