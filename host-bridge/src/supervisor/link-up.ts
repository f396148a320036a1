import { LinkError } from '@vmslot/proto/link';
import { createAgentClient } from '../agent-client/index.ts';
import { dial } from '../dial/index.ts';
import { LinkSession } from '../link-session/link-session.ts';
import { REAL_CLOCK } from '../link-session/real-clock.ts';
import { JobError } from '../outcome.ts';
import { CONSOLE_TAIL_LINES } from './boot.ts';
import { required, type JobContext } from './job-context.ts';
import { RunningTimeout } from './running-timeout.ts';

/** Waits until the agent has said hello. */
export async function linkUp(context: JobContext): Promise<void> {
  const { job, reporter, signal } = context;
  const vm = required(context, 'vm');
  const { endpoint } = vm;
  const startedAt = performance.now();
  const session = new LinkSession({
    dial: (options) => dial(endpoint, options),
    secret: required(context, 'secret'),
    bootId: context.bootId,
    clock: REAL_CLOCK,
    linkOptions:
      endpoint.maxInFlightBytes === undefined
        ? {}
        : { maxInFlightBytes: endpoint.maxInFlightBytes },
  });
  context.session = session;
  context.control.attachSession(session);
  using timeout = new RunningTimeout(job.bootTimeoutMs, context.control);
  try {
    await session.ready({ signal: AbortSignal.any([signal, timeout.signal]) });
  } catch (cause) {
    if (!timeout.signal.aborted || !(cause instanceof LinkError) || cause.code !== 'canceled')
      throw cause;
    const seconds = Math.round(job.bootTimeoutMs / 1000);
    throw new JobError(
      'boot_timeout',
      `the agent in the image ${job.image} did not answer within ${seconds} s: does the image boot, ` +
        'and is the agent in it? Raise <boot_timeout_s> on a slow machine; the last lines of the console follow',
      { cause, details: vm.consoleTail(CONSOLE_TAIL_LINES) },
    );
  }
  context.client = createAgentClient({ openStream: () => session.open() });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  reporter.phase('link', `connected: the agent answered ${seconds} s after power-on`);
}
