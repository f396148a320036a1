import { receiveOutputs } from '../archive/index.ts';
import { required, type JobContext } from './job-context.ts';

/**
 * EarlyOutputs takes intermediate outputs out of the guest while the tasks run, one after the other. A
 * failure is no end of the job: what was not taken now is taken with the others. Disposing it waits
 * for the one that is on its way.
 */
export class EarlyOutputs implements AsyncDisposable {
  readonly #context: JobContext;
  #work: Promise<void> = Promise.resolve();

  constructor(context: JobContext) {
    this.#context = context;
  }

  /** Takes the output whose source is `path`, in its turn; a name that is no such output is passed over. */
  take(path: string): void {
    const { job, takenOutputs, handedOver } = this.#context;
    const output = job.outputs.find(({ source, intermediate }) => intermediate && source === path);
    if (output === undefined || takenOutputs.has(path) || handedOver?.has(path) === true) return;
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
        await observer.uploadReady(output);
        takenOutputs.add(path);
        reporter.phase('run', `intermediate output ${path} is handed over`);
      } catch (error) {
        if (signal.aborted) return;
        const why = (error as Error).message;
        reporter.warning('run', `${path} could not be taken early, so it comes at the end: ${why}`);
      }
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#work;
  }
}
