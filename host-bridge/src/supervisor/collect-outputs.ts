import { receiveOutputs, type ReceivedOutputs } from '../archive/index.ts';
import type { JobOutput } from '../job/index.ts';
import { megabytes } from '../report/megabytes.ts';
import { required, type JobContext } from './job-context.ts';
import { throughCuts } from './through-cuts.ts';

/** Outputs that have not been handed over before. */
export function outputsToCollect(
  context: Pick<JobContext, 'job' | 'takenOutputs' | 'handedOver'>,
): readonly JobOutput[] {
  const { job, takenOutputs, handedOver } = context;
  return job.outputs.filter(
    ({ source }) => !takenOutputs.has(source) && handedOver?.has(source) !== true,
  );
}

/** Copies the outputs out of the guest, as one archive, and puts them in place. */
export async function collectOutputs(context: JobContext): Promise<void> {
  const { reporter } = context;
  const outputs = outputsToCollect(context);
  if (outputs.length === 0) {
    context.outputs = [];
    return;
  }
  reporter.phase('outputs', `copying out ${outputs.length} output(s)`);
  const received = await throughCuts(context, 'outputs', () => receive(context, outputs));
  context.outputs = received.paths;
  reporter.phase(
    'outputs',
    `copied out ${received.entryCount} file(s), ${megabytes(received.contentBytes)} MB`,
  );
}

async function receive(
  context: JobContext,
  outputs: readonly JobOutput[],
): Promise<ReceivedOutputs> {
  const { job, slot, reporter, signal, taskId, outputDirectory } = context;
  const client = required(context, 'client');
  const paths = outputs.map((output) => output.source);
  const { body, verified } = await client.getArchive(taskId, paths, { signal });
  void verified.then(
    () => {
      context.guestIsDone = true;
    },
    // Told by the one who reads the body.
    () => undefined,
  );
  return await receiveOutputs(body, {
    outputs,
    stagingDirectory: slot.path('staging'),
    outputDirectory,
    maxBytes: job.diskLimitBytes,
    verified,
    signal,
    onProgress: (doneBytes) => {
      // The size is known only at the end: say how much came, not how much is left.
      reporter.progress({ phase: 'outputs', fraction: 0, text: `${megabytes(doneBytes)} MB` });
    },
  });
}
