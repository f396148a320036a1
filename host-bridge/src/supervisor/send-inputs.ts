import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { packInputs } from '../archive/index.ts';
import { megabytes } from '../report/megabytes.ts';
import { required, type JobContext } from './job-context.ts';
import type { JobInput } from '../job/index.ts';
import { throughCuts } from './through-cuts.ts';

/** Copies the inputs into the guest, with the files of the checkpoint in their places, as one archive. */
export async function sendInputs(context: JobContext): Promise<void> {
  await throughCuts(context, 'inputs', () => sendOnce(context));
}

async function sendOnce(context: JobContext): Promise<void> {
  const { job, reporter, signal, taskId } = context;
  const client = required(context, 'client');
  const packed = await packInputs(job.inputs, {
    signal,
    instead: await checkpointInputs(context),
    onProgress: (doneBytes, totalBytes) => {
      const fraction = totalBytes === 0 ? 1 : doneBytes / totalBytes;
      const text = `${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB`;
      reporter.progress({ phase: 'inputs', fraction, text });
    },
  });
  reporter.phase(
    'inputs',
    `copying in ${packed.entryCount} file(s), ${megabytes(packed.totalBytes)} MB`,
  );
  await client.putArchive(taskId, packed.stream, { signal });
}

/** The files of the checkpoint that is gone on from, those that were there. */
async function checkpointInputs({ job, restored, slot }: JobContext): Promise<readonly JobInput[]> {
  if (restored?.files === undefined) return [];
  const directory = join(slot.path('checkpointFiles'), restored.tag);
  const inputs: JobInput[] = [];
  for (const target of job.checkpointFiles) {
    const source = join(directory, target);
    const isThere = await lstat(source).then(
      () => true,
      () => false,
    );
    if (isThere) inputs.push({ source, target, executable: false, line: 0 });
  }
  return inputs;
}
