import { vmslot } from '@vmslot/proto/agent';
import {
  EventOrder,
  watchTask,
  type EventPosition,
  type TaskEvent,
} from '../agent-client/index.ts';
import type { Checkpoint } from '../checkpoint/index.ts';
import { JobError } from '../outcome.ts';
import { AppOutput } from './app-output.ts';
import { outputsToCollect } from './collect-outputs.ts';
import { EarlyOutputs } from './early-outputs.ts';
import { required, type JobContext } from './job-context.ts';
import { RunNotices } from './run-notices.ts';
import { runRequest } from './run-request.ts';
import { STDERR_TAIL_LINES, taskFailure } from './task-failure.ts';

const { OutputStream } = vmslot.agent.v1;

/** Runs the tasks and follows their events to the end. */
export async function runTask(context: JobContext): Promise<void> {
  const { job, slot, reporter, signal, taskId, restored } = context;
  const client = required(context, 'client');
  const session = required(context, 'session');
  await using output = await AppOutput.open({
    stdoutFile: slot.path('stdout'),
    stderrFile: slot.path('stderr'),
    limitBytes: job.outputLimitBytes * job.tasks.length,
    keepBytes: restored?.outputBytes,
    reporter,
    signal,
  });
  const order = new EventOrder(job.tasks.length, startOf(restored));
  await using early = new EarlyOutputs(context);
  const notices = new RunNotices(job, reporter);
  let trickleCount = restored?.trickleCount ?? 0;
  // Between two events: each is dealt with whole, or comes again after the checkpoint.
  const noteProgress = (): void => {
    context.progress = { position: order.position, outputBytes: output.sizes, trickleCount };
  };
  noteProgress();
  const events = watchTask(client, runRequest(job, taskId, context), {
    signal,
    order,
    // For as long as the guest's watch is patient.
    ready: (inner) => session.ready({ signal: inner }),
    onReconnect: () => reporter.warning('run', 'the link broke; attached to the task again'),
  });
  for await (const event of events) {
    if (event.trickleUp) trickleCount += 1;
    await takeEvent(context, event, { output, early, notices, trickleCount });
    // Who goes on from a checkpoint must see the end once more: nothing would come after it.
    if (context.ended === undefined) noteProgress();
  }
  if (context.ended === undefined) {
    throw new JobError('agent_lost', 'the agent ended the stream of events before the task ended');
  }
  if (context.ended.succeeded !== true) {
    throw taskFailure(job, context.ended, output.stderrTail(STDERR_TAIL_LINES));
  }
}

/** The events of a new machine begin anew, with the step that it goes on with. */
function startOf(restored: Checkpoint | undefined): EventPosition | undefined {
  if (restored?.files === undefined) return restored?.position;
  const { step } = restored.position;
  return { lastSequence: 0, step, stdoutOffset: 0, stderrOffset: 0 };
}

async function takeEvent(
  context: JobContext,
  event: TaskEvent,
  {
    output,
    early,
    notices,
    trickleCount,
  }: {
    readonly output: AppOutput;
    readonly early: EarlyOutputs;
    readonly notices: RunNotices;
    readonly trickleCount: number;
  },
): Promise<void> {
  const { observer } = context;
  if (event.started) {
    notices.started(event.step ?? 0);
  } else if (event.output) {
    const isStdout = event.output.stream === OutputStream.OUTPUT_STREAM_STDOUT;
    await output.write(isStdout ? 'stdout' : 'stderr', event.output.data ?? new Uint8Array());
  } else if (event.status) {
    takeStatus(context, event.status);
  } else if (event.trickleUp) {
    const { variety, text } = event.trickleUp;
    await observer.trickle({
      ordinal: trickleCount,
      variety: variety ?? '',
      text: Buffer.from(text ?? []).toString('utf8'),
    });
  } else if (event.uploadReady) {
    early.take(event.uploadReady.path ?? '');
  } else if (event.fileRefused) {
    notices.refused(event.fileRefused);
  } else if (event.ended) {
    context.ended = event.ended;
    // Nothing is left to fetch, so the guest may go at once.
    if (event.ended.succeeded && outputsToCollect(context).length === 0) {
      context.guestIsDone = true;
    }
    // No other event tells how far the last task came.
    if (event.ended.status) takeStatus(context, event.ended.status);
    // The job may be over before the next second.
    await observer.figures(context.figures.now);
  }
}

function takeStatus({ reporter, figures }: JobContext, status: vmslot.agent.v1.IAppStatus): void {
  figures.take(status);
  const { fractionDone, guestCpuTimeMs, floatingPointOperations, integerOperations } = figures.now;
  const { programCheckpointCount, statusText } = figures.now;
  const memory = Math.round((status.peakMemoryBytes ?? 0) / 1e6);
  const operations = floatingPointOperations + integerOperations;
  const credit = operations > 0 ? `, ${operations.toExponential(2)} operations` : '';
  const checkpoints = programCheckpointCount > 0 ? `, checkpoint ${programCheckpointCount}` : '';
  const said = statusText === '' ? '' : `: ${statusText}`;
  const seconds = (guestCpuTimeMs / 1000).toFixed(0);
  const text = `${seconds} s CPU, ${memory} MB${credit}${checkpoints}${said}`;
  reporter.progress({ phase: 'run', fraction: fractionDone, text });
}
