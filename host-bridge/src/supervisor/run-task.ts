import { vmslot } from '@vmslot/proto/agent';
import { watchTask } from '../agent-client/index.ts';
import { JobError } from '../outcome.ts';
import { AppOutput } from './app-output.ts';
import { required, type JobContext } from './job-context.ts';
import { runRequest } from './run-request.ts';
import { STDERR_TAIL_LINES, taskFailure } from './task-failure.ts';

const { OutputStream } = vmslot.agent.v1;

/** Runs the tasks and follows their events to the end. */
export async function runTask(context: JobContext): Promise<void> {
  const { job, slot, reporter, signal, taskId, agentLostTimeoutMs } = context;
  const client = required(context, 'client');
  const session = required(context, 'session');
  await using output = await AppOutput.open({
    stdoutFile: slot.path('stdout'),
    stderrFile: slot.path('stderr'),
    limitBytes: job.outputLimitBytes * job.tasks.length,
    reporter,
    signal,
  });
  const events = watchTask(client, runRequest(job, taskId), {
    signal,
    ready: (inner) =>
      session.ready({ signal: AbortSignal.any([inner, AbortSignal.timeout(agentLostTimeoutMs)]) }),
    onReconnect: () => reporter.warning('run', 'the link broke; attached to the task again'),
  });
  for await (const event of events) {
    const task = job.tasks[event.step ?? 0];
    if (event.started) {
      reporter.phase(
        'run',
        `task ${(event.step ?? 0) + 1} of ${job.tasks.length}: ${task?.name ?? '?'}`,
      );
    } else if (event.output) {
      const isStdout = event.output.stream === OutputStream.OUTPUT_STREAM_STDOUT;
      await output.write(isStdout ? 'stdout' : 'stderr', event.output.data ?? new Uint8Array());
    } else if (event.status) {
      reportStatus(context, event.status);
    } else if (event.ended) {
      context.ended = event.ended;
      // No other event tells how far the last task came.
      if (event.ended.status) reportStatus(context, event.ended.status);
    }
  }
  if (context.ended === undefined) {
    throw new JobError('agent_lost', 'the agent ended the stream of events before the task ended');
  }
  if (context.ended.succeeded !== true) {
    throw taskFailure(job, context.ended, output.stderrTail(STDERR_TAIL_LINES));
  }
}

function reportStatus({ reporter }: JobContext, status: vmslot.agent.v1.IAppStatus): void {
  const fraction = clampFraction(status.fractionDone ?? 0);
  const cpu = ((status.cpuTimeMs ?? 0) / 1000).toFixed(0);
  const memory = Math.round((status.peakMemoryBytes ?? 0) / 1e6);
  const operations = (status.floatingPointOperations ?? 0) + (status.integerOperations ?? 0);
  const credit = operations > 0 ? `, ${operations.toExponential(2)} operations` : '';
  reporter.progress({ phase: 'run', fraction, text: `${cpu} s CPU, ${memory} MB${credit}` });
}

/** A figure from the guest is a claim: outside of 0 to 1 it means nothing. */
function clampFraction(claimed: number): number {
  return Number.isFinite(claimed) ? Math.min(1, Math.max(0, claimed)) : 0;
}
