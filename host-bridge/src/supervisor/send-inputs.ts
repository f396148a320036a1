import { packInputs } from '../archive/index.ts';
import { megabytes } from '../report/megabytes.ts';
import { required, type JobContext } from './job-context.ts';

/** Copies the inputs into the guest, as one archive. */
export async function sendInputs(context: JobContext): Promise<void> {
  const { job, reporter, signal, taskId } = context;
  const client = required(context, 'client');
  const packed = await packInputs(job.inputs, {
    signal,
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
