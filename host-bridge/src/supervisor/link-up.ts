import { LinkError } from '@vmslot/proto/link';
import { createAgentClient, type AgentClient } from '../agent-client/index.ts';
import { dial } from '../dial/index.ts';
import { GuestDoor } from '../guest-access/guest-door.ts';
import { LinkSession } from '../link-session/link-session.ts';
import { JobError } from '../outcome.ts';
import { CONSOLE_TAIL_LINES } from './boot.ts';
import { machineOf } from './make-keeper.ts';
import { lastStatus } from './guest-life.ts';
import { required, type JobContext } from './job-context.ts';
import { resumeGuest } from './resume-guest.ts';
import { RunningTimeout } from './running-timeout.ts';
import { watchGuest } from './watch-guest.ts';

/** Waits until the agent has said hello: then the boot is over for others too. */
export async function linkUp(context: JobContext): Promise<void> {
  const { job, reporter, signal } = context;
  const vm = required(context, 'vm');
  const { endpoint } = vm;
  const startedAt = performance.now();
  const session = new LinkSession({
    dial: (options) => dial(endpoint, options),
    secret: required(context, 'secret'),
    bootId: context.bootId,
    clock: context.clocks,
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
    const status = await lastStatus(vm, signal).catch(() => undefined);
    if (status !== undefined) {
      throw new JobError(
        'boot_timeout',
        `the agent runs in the guest, but could not be reached within ${seconds} s: is ` +
          `<agent_link> right for the image ${job.image}? The last lines of the console follow`,
        { cause, details: vm.consoleTail(CONSOLE_TAIL_LINES) },
      );
    }
    throw new JobError(
      'boot_timeout',
      `the agent in the image ${job.image} did not answer within ${seconds} s: does the image boot, ` +
        'and is the agent in it? Raise <boot_timeout_s> on a slow machine; the last lines of the console follow',
      { cause, details: vm.consoleTail(CONSOLE_TAIL_LINES) },
    );
  }
  context.watch = watchGuest(context);
  const client = createAgentClient({ openStream: () => session.open() });
  // Before anybody else can call: nothing on the link tells the agent that it was restored.
  if (machineOf(context) !== undefined) await renew(context, client, session);
  context.client = client;
  context.control.onGoesOn = () => void renew(context, client, session).catch(() => undefined);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  reporter.phase('link', `connected: the agent answered ${seconds} s after power-on`);
  context.bootTurn?.release();
  await openDoor(context, session);
}

/** Tells a guest what it cannot know after it stood still. The job goes on where it cannot be told. */
async function renew(
  { clocks, reporter, signal }: JobContext,
  client: AgentClient,
  session: LinkSession,
): Promise<void> {
  try {
    const failedCount = await resumeGuest(client, {
      signal,
      ready: (options) => session.ready(options),
      wallMs: () => clocks.wallMs(),
    });
    if (failedCount > 0)
      reporter.warning('link', `${failedCount} resume hook(s) of the image failed`);
  } catch (error) {
    signal.throwIfAborted();
    const why = (error as Error).message;
    reporter.warning('link', `the guest's clock and random numbers are not renewed: ${why}`);
  }
}

/** Lets `vmslot guest` in. The job does not need it. */
async function openDoor(context: JobContext, session: LinkSession): Promise<void> {
  try {
    context.door = await GuestDoor.open({
      slotDirectory: context.slot.directory,
      ready: (options) => session.ready(options),
      openStream: () => session.open(),
    });
  } catch (error) {
    const why = (error as Error).message;
    context.reporter.warning('link', `"vmslot guest" cannot reach this VM: ${why}`);
  }
}
