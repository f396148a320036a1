import { createHash } from 'node:crypto';
import { vmslot } from '@vmslot/proto/agent';
import type { Checkpoint, CheckpointFiles } from '../checkpoint/index.ts';
import type { Job, JobTask } from '../job/index.ts';

const { BoincApi } = vmslot.agent.v1;

/** What the agent is asked for; `auto` is what it does unasked. */
const BOINC_APIS = {
  auto: undefined,
  none: BoincApi.BOINC_API_NONE,
  real: BoincApi.BOINC_API_CORE_CLIENT,
} as const;

/**
 * The one request that runs all tasks of a job.
 * @param more what programs may know of BOINC, and the checkpoint that is gone on from. Default: nothing
 */
export function runRequest(
  job: Job,
  taskId: string,
  more: {
    readonly appFacts?: vmslot.agent.v1.IAppFacts | undefined;
    readonly restored?: Checkpoint | undefined;
  } = {},
): vmslot.agent.v1.IRunRequest {
  const { appFacts, restored } = more;
  return {
    taskId,
    steps: job.tasks.map(toStep),
    limits: { outputBytes: job.outputLimitBytes },
    trickleFiles: [...job.trickleFiles],
    uploadFiles: job.outputs.filter(({ intermediate }) => intermediate).map(({ source }) => source),
    ...(appFacts === undefined ? {} : { appFacts }),
    ...(restored?.files === undefined ? {} : { start: toStart(restored, restored.files) }),
  };
}

/** What a new machine must know of the work that was done. */
function toStart(
  { figures, position }: Checkpoint,
  files: CheckpointFiles,
): vmslot.agent.v1.ITaskStart {
  return {
    step: position.step,
    fractionDone: figures.fractionDone,
    cpuTimeMs: Math.round(figures.guestCpuTimeMs),
    floatingPointOperations: files.floatingPointOperations,
    integerOperations: files.integerOperations,
    checkpointCount: files.programCheckpointCount,
    checkpointCpuTimeMs: Math.round(figures.guestCpuTimeMs),
  };
}

/** SHA-256 of what a job asks the guest for, in hex: a checkpoint of one job is none of another. */
export function jobDigest(job: Job, taskId: string): string {
  const asked: unknown[] = [runRequest(job, taskId), job.inputs.map(({ target }) => target)];
  // Not of other jobs: their checkpoints of older versions go on.
  if (job.checkpointFiles.length > 0) asked.push(job.checkpointFiles);
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

function toStep(task: JobTask): vmslot.agent.v1.IStep {
  const boincApi = BOINC_APIS[task.boincApi];
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
    ...(boincApi === undefined ? {} : { boincApi }),
  };
}
