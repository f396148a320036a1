import type { MadeCheckpoint } from '../checkpoint/keeper.ts';
import type { Checkpoint } from '../checkpoint/index.ts';
import type { DriverProbe, VmImage } from '../hypervisor/driver.ts';
import type { JobOutput } from '../job/index.ts';
import type { JobFiguresNow } from './job-figures.ts';

/** Who wants to know how a job goes while it runs, such as the core client. All calls are short. */
export interface JobObserver {
  /** This will run that image. */
  probed(probe: DriverProbe, image: VmImage): void;
  /** The job goes on from here; without a checkpoint it begins. Told before anything runs. */
  started(from: Checkpoint | undefined): void;
  /** About once a second while the machine is on. */
  figures(figures: JobFiguresNow): Promise<void> | void;
  /** A checkpoint is complete and on the disk. */
  checkpointed(made: MadeCheckpoint): void;
  /**
   * The app left a message for the project. Whoever throws here ends the job; the same message comes
   * again where the job goes back to a checkpoint, with the same ordinal.
   */
  trickle(message: {
    /** 1 for the first of the task. */
    readonly ordinal: number;
    readonly variety: string;
    readonly text: string;
  }): Promise<void>;
  /**
   * All outputs are in their places: the job has succeeded, whatever happens from here on. Told before
   * anything that it could go on from is deleted.
   */
  succeeded(): Promise<void>;
  /**
   * An intermediate output is in its place.
   * @returns what became of it, as programs are told (BOINC: 0 uploaded); undefined: told later, by
   *   `RunningJob.updateApp`
   */
  uploadReady(output: JobOutput): Promise<number | undefined>;
}

/** Nobody wants to know. */
export const NO_OBSERVER: JobObserver = {
  probed: () => undefined,
  started: () => undefined,
  figures: () => undefined,
  checkpointed: () => undefined,
  trickle: async () => undefined,
  succeeded: async () => undefined,
  // It is where it belongs, and goes no further.
  uploadReady: async () => 0,
};
