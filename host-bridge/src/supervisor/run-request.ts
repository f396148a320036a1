import { createHash } from 'node:crypto';
import type { vmslot } from '@vmslot/proto/agent';
import type { Job, JobTask } from '../job/index.ts';

/** The one request that runs all tasks of a job. */
export function runRequest(job: Job, taskId: string): vmslot.agent.v1.IRunRequest {
  return {
    taskId,
    steps: job.tasks.map(toStep),
    limits: { outputBytes: job.outputLimitBytes },
    trickleFiles: [...job.trickleFiles],
    uploadFiles: job.outputs.filter(({ intermediate }) => intermediate).map(({ source }) => source),
  };
}

/** SHA-256 of what a job asks the guest for, in hex: a checkpoint of one job is none of another. */
export function jobDigest(job: Job, taskId: string): string {
  const asked = [runRequest(job, taskId), job.inputs.map(({ target }) => target)];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

function toStep(task: JobTask): vmslot.agent.v1.IStep {
  return {
    name: task.name,
    argv: [task.command, ...task.arguments],
    env: { ...task.environment },
    cwd: task.workingDirectory,
    stdinFile: task.stdinFile ?? '',
    stdoutFile: task.stdoutFile ?? '',
    stderrFile: task.stderrFile ?? '',
    weight: task.weight,
    fractionDoneFile: task.fractionDoneFile ?? '',
    creditFile: task.creditFile ?? '',
    timeLimitMs: task.timeLimitMs ?? 0,
  };
}
