import type { vmslot } from '@vmslot/proto/agent';
import type { Job, JobTask } from '../job/index.ts';

/** The one request that runs all tasks of a job. */
export function runRequest(job: Job, taskId: string): vmslot.agent.v1.IRunRequest {
  return { taskId, steps: job.tasks.map(toStep), limits: { outputBytes: job.outputLimitBytes } };
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
