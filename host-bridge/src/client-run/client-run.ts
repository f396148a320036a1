import { HostQueue } from '../host-queue/index.ts';
import { driverOfCheckpoint } from '../checkpoint/index.ts';
import { chooseDriver } from '../hypervisor/registry.ts';
import { DEFAULT_AGENT_LOST_TIMEOUT_MS, startJob } from '../bridge.ts';
import type { RunSummary } from '../report/reporter.ts';
import { summariseFailure } from '../report/summarise-failure.ts';
import { megabytes } from '../report/megabytes.ts';
import { toJobError } from '../supervisor/to-job-error.ts';
import { AppOrders } from './app-orders.ts';
import { ClientObserver } from './client-observer.ts';
import { parseClientOptions } from './client-options.ts';
import type { ClientRunIo } from './client-run-io.ts';
import { ClientSession } from './client-session.ts';
import { describeSuccess } from './describe-end.ts';
import { endTask, type TaskEnd } from './end-task.ts';
import { readClientJob } from './read-client-job.ts';
import { TaskWishes } from './task-wishes.ts';
import { toAppFacts } from './to-app-facts.ts';

/**
 * Runs the task of a slot directory as a BOINC app does, from lock to finish file. Never throws.
 *
 * @returns how it ended; the caller exits with its status, or dies by the signal it was told to end by
 */
export async function runUnderClient(io: ClientRunIo): Promise<TaskEnd> {
  await using session = await ClientSession.open(io);
  let summary: RunSummary;
  const startedAt = performance.now();
  try {
    summary = await runTask(session, io);
  } catch (error) {
    const reason: unknown = io.signal.aborted ? io.signal.reason : error;
    summary = summariseFailure(toJobError(reason, 'prepare'), performance.now() - startedAt);
  }
  return await endTask(session, summary);
}

async function runTask(session: ClientSession, io: ClientRunIo): Promise<RunSummary> {
  await session.attach(io.signal);
  const options = parseClientOptions(io.arguments);
  const startedAt = performance.now();
  const { initData, reporter, runtime, slot } = session.attached;
  const before = await session.finishedBefore();
  if (before !== undefined) {
    reporter.log('prepare  an earlier life has finished the task, which the client has missed');
    return before;
  }
  const stop = new AbortController();
  const signal = AbortSignal.any([io.signal, stop.signal]);
  const clientJob = await readClientJob({
    slotDirectory: io.workingDirectory,
    initData,
    options,
    signal,
  });
  const { job } = clientJob;
  const boundBytes = initData?.rscMemoryBoundBytes ?? 0;
  if (boundBytes > 0 && job.memoryBytes > boundBytes) {
    reporter.warning(
      'prepare',
      `the machine has ${megabytes(job.memoryBytes)} MB, more than the workunit's bound of ` +
        `${megabytes(boundBytes)} MB: the client may end the task`,
    );
  }
  const driver = await chooseDriver(options.driver, {
    programDirectory: options.programDirectory,
    // Nobody else goes on from what it has saved.
    preferred: await driverOfCheckpoint(slot.path('checkpoints')),
    lowPriority: initData?.noPriorityChange !== true,
  });
  const observer = new ClientObserver({
    ...session.attached,
    postponements: session.postponements,
    initData: session.knownData,
    markSucceeded: async () => {
      await session.markFinished(describeSuccess(performance.now() - startedAt));
    },
    onCheckpoint: (oldestNumber) => {
      session.attached.delivered.forgetBefore(oldestNumber).catch((error: unknown) => {
        reporter.warning('run', `messages of the server are kept: ${(error as Error).message}`);
      });
    },
    onMachine: (description) => {
      session.machineDescription = description;
    },
    partialCreditIntervalMs: job.partialCreditIntervalMs,
    logicalNames: clientJob.logicalNames,
  });
  session.observer = observer;
  const running = startJob(
    {
      job,
      slot,
      outputDirectory: clientJob.outputDirectory,
      imageDirectories: [],
      resolveImageFile: clientJob.resolveImageFile,
      driver,
      hostQueue: new HostQueue(),
      reporter,
      agentLostTimeoutMs: DEFAULT_AGENT_LOST_TIMEOUT_MS,
      checkpointIntervalMs:
        job.checkpoint === 'none'
          ? undefined
          : () => Math.max(job.minCheckpointIntervalMs, session.checkpointPeriodMs),
      earlierCpuTimeMs: session.knownData.wuCpuTimeS * 1000,
      cpuLimitCount: clientJob.cpuLimitCount,
      observer,
      ...(initData === undefined ? {} : { appFacts: toAppFacts(initData) }),
      handedOver: session.attached.ledger.outputs,
    },
    stop.signal,
  );
  const orders = new AppOrders({ session, running, logicalNames: clientJob.logicalNames });
  const wishes = new TaskWishes({
    session,
    running,
    orders,
    signal: io.signal,
    end: (reason) => stop.abort(reason),
  });
  try {
    runtime.start();
    const summary = await running.finished;
    session.wish = wishes.wish;
    return summary;
  } finally {
    await wishes.close();
  }
}
