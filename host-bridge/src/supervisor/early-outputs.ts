import { receiveOutputs } from '../archive/index.ts';
import { required, type JobContext } from './job-context.ts';

/**
 * What a program hears that asks for an upload which the job does not name as an intermediate output:
 * BOINC's ERR_UPLOAD_PERMANENT (lib/error_numbers.h).
 */
export const NO_SUCH_UPLOAD = -128;

/** Paths of a task that are answered so; what comes then is passed over. An agent sends no more. */
export const MAX_REFUSED_UPLOADS = 1_000;

/**
 * EarlyOutputs takes intermediate outputs out of the guest while the tasks run, one after the other. A
 * failure is no end of the job: what was not taken now is taken with the others. Disposing it waits
 * for the one that is on its way.
 */
export class EarlyOutputs implements AsyncDisposable {
  readonly #context: JobContext;
  #work: Promise<void> = Promise.resolve();
  #refusedCount = 0;

  constructor(context: JobContext) {
    this.#context = context;
  }

  /**
   * Takes the output whose source is `path`, in its turn. The program is told that a name that is no
   * such output is not uploaded.
   */
  take(path: string): void {
    const { job, takenOutputs, handedOver } = this.#context;
    const output = job.outputs.find(({ source, intermediate }) => intermediate && source === path);
    if (output === undefined) {
      this.#refusedCount += 1;
      if (this.#refusedCount > MAX_REFUSED_UPLOADS) return;
      this.#work = this.#work.then(() => this.#tell(path, NO_SUCH_UPLOAD));
      return;
    }
    if (takenOutputs.has(path) || handedOver?.has(path) === true) return;
    this.#work = this.#work.then(async () => {
      // Named again while it was on its way: what is handed over is final.
      if (takenOutputs.has(path)) return;
      const { reporter, observer, slot, signal, taskId, outputDirectory } = this.#context;
      try {
        const client = required(this.#context, 'client');
        const { body, verified } = await client.getArchive(taskId, [path], { signal });
        await receiveOutputs(body, {
          outputs: [output],
          stagingDirectory: slot.path('staging'),
          outputDirectory,
          maxBytes: job.diskLimitBytes,
          verified,
          signal,
        });
        const status = await observer.uploadReady(output);
        takenOutputs.add(path);
        reporter.phase('run', `intermediate output ${path} is handed over`);
        if (status !== undefined) await this.#tell(path, status);
      } catch (error) {
        if (signal.aborted) return;
        const why = (error as Error).message;
        reporter.warning('run', `${path} could not be taken early, so it comes at the end: ${why}`);
      }
    });
  }

  /** A program that is not told asks again and again, and that is all that it can lose. */
  async #tell(path: string, status: number): Promise<void> {
    const { signal, taskId } = this.#context;
    try {
      const { task } = required(this.#context, 'client');
      await task.updateApp({ taskId, uploads: [{ path, status }] }, { signal });
    } catch {
      // The link is down or the task over.
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#work;
  }
}
