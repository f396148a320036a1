import { Readable } from 'node:stream';
import { setTimeout as pass } from 'node:timers/promises';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import type { AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { QemuDriver } from '../../host-bridge/src/hypervisor/qemu/index.ts';
import { readJobFile } from '../../host-bridge/src/job/index.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { CheckpointTimer } from '../../host-bridge/src/supervisor/checkpoint-timer.ts';
import { createJobContext } from '../../host-bridge/src/supervisor/create-job-context.ts';
import { supervise } from '../../host-bridge/src/supervisor/supervisor.ts';
import { RecordingReporter } from '../fakes/recording-reporter.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { IMAGE_DIRECTORY, Workspace } from './workspace.ts';

const { CLOCK_ACTION_NONE, CLOCK_ACTION_SLEWED, CLOCK_ACTION_STEPPED } =
  vmslot.agent.v1.ClockAction;
const { FREEZE_STATE_FROZEN, FREEZE_STATE_THAWED } = vmslot.agent.v1.FreezeState;
const { SHUTDOWN_KIND_POWER_OFF } = vmslot.agent.v1.ShutdownKind;

/** A machine that is paused for so long falls behind by as much. Its subject is time, so time passes. */
const PAUSE_MS = 3_000;

/** A guest's clock is right within this; an emulated guest takes long for a call. */
const RIGHT_WITHIN_MS = 500;

/** Of several measurements the one of the shortest call counts: another may have been held up on one way. */
const SAMPLE_COUNT = 5;

const HOUR_MS = 3_600_000;

/** A job that works until it is ended, from its checkpoint where it goes on. Disposing it ends its machine. */
async function startMachine(workspace: Workspace, jobFile: string, goesOn = false) {
  const stop = new AbortController();
  const { signal } = stop;
  const slot = await Slot.open(workspace.slot, { keep: goesOn });
  const reporter = new RecordingReporter();
  const context = createJobContext(
    {
      job: await readJobFile(jobFile, { signal }),
      slot,
      outputDirectory: workspace.out,
      imageDirectories: [`${IMAGE_DIRECTORY}/..`],
      driver: new QemuDriver(),
      reporter,
      agentLostTimeoutMs: 60_000,
      checkpointIntervalMs: () => 3_600_000,
    },
    signal,
    (reason) => stop.abort(reason),
  );
  let failure: unknown;
  const work = supervise(context).catch((error: unknown) => {
    failure = error;
  });
  const isRunning = () => context.progress !== undefined && context.client !== undefined;
  await expect.poll(() => isRunning() || failure, { timeout: 500_000 }).toBe(true);
  return {
    context,
    reporter,
    client: context.client!,
    [Symbol.asyncDispose]: async () => {
      stop.abort(new Error('the test is over'));
      await work;
      await context.door?.close();
      context.session?.close();
      await context.client?.destroy();
      await context.vm?.stop();
      await slot.close();
    },
  };
}

/** The host's time less the guest's, in milliseconds, with half of what the call took. */
async function clockErrorMs(client: AgentClient): Promise<number> {
  const samples: { readonly errorMs: number; readonly roundTripMs: number }[] = [];
  for (let sample = 0; sample < SAMPLE_COUNT; sample += 1) {
    const before = Date.now();
    const { wallTimeMs } = await client.system.getMetrics({});
    const after = Date.now();
    samples.push({ errorMs: (before + after) / 2 - wallTimeMs, roundTripMs: after - before });
  }
  return samples.toSorted((left, right) => left.roundTripMs - right.roundTripMs)[0]!.errorMs;
}

/**
 * Steps the guest's clock until it is right: a call that was held up tells a late time, and a small error
 * would only be slewed.
 */
async function setRight(client: AgentClient): Promise<void> {
  const tellAndMeasure = async () => {
    await setTime(client, HOUR_MS);
    await setTime(client, 0);
    return Math.abs(await clockErrorMs(client));
  };
  await expect.poll(tellAndMeasure, { timeout: 60_000 }).toBeLessThan(RIGHT_WITHIN_MS);
}

/** Tells the guest a time that is so far from the host's. */
async function setTime(client: AgentClient, aheadMs: number) {
  const startedAtMs = performance.now();
  await client.system.getInfo({});
  const roundTripUs = Math.round((performance.now() - startedAtMs) * 1000);
  const wallTimeUs = (Date.now() + aheadMs) * 1000;
  const { clock } = await client.system.setTime({ wallTimeUs, roundTripUs });
  return clock?.action;
}

/** Runs a command of busybox in the guest; gives what it printed. */
async function runAsRoot(client: AgentClient, words: readonly string[]): Promise<string> {
  const chunks: Uint8Array[] = [];
  const steps = [{ name: 'probe', argv: ['/bin/busybox', ...words] }];
  for await (const { event } of client.task.run({ taskId: 'probe', user: 'root', steps })) {
    if (event?.output) chunks.push(event.output.data);
    if (event?.ended) expect(event.ended.succeeded).toBe(true);
  }
  return Buffer.concat(chunks).toString();
}

test('a guest keeps the time: told, after a pause, after a checkpoint; and goes down when it is told', async () => {
  await using workspace = await Workspace.create();
  const jobFile = await writeJobDirectory(workspace.job, {
    elements: shellTask('while :; do sleep 1; done'),
    diskLimitMb: 400,
  });
  {
    await using machine = await startMachine(workspace, jobFile);
    const { client, context } = machine;
    const { features, startCount } = await client.system.getInfo({});
    expect(features).toEqual(
      expect.arrayContaining(['metrics', 'log', 'resume', 'freeze', 'time', 'shutdown', 'forward']),
    );
    expect(startCount).toBe(1);

    // Large errors are stepped, in both directions; the job and the link take no notice.
    await setRight(client);
    expect(await setTime(client, HOUR_MS)).toBe(CLOCK_ACTION_STEPPED);
    expect(Math.abs((await clockErrorMs(client)) + HOUR_MS)).toBeLessThan(HOUR_MS / 60);
    expect(await setTime(client, 0)).toBe(CLOCK_ACTION_STEPPED);
    await setRight(client);
    // Small ones are slewed: the clock is as before, and gets there by and by.
    const tellSmallError = async () => {
      await setRight(client);
      return await setTime(client, 600);
    };
    await expect.poll(tellSmallError, { timeout: 60_000 }).toBe(CLOCK_ACTION_SLEWED);
    expect(Math.abs(await clockErrorMs(client))).toBeLessThan(RIGHT_WITHIN_MS);
    // The kernel tells what of it is still to be done, and takes the new order, which is none.
    const rest = /offset: +(-?\d+)/.exec(await runAsRoot(client, ['adjtimex', '-o', '0']))?.[1];
    expect(Number(rest)).toBeGreaterThan(100_000);
    expect(Number(rest)).toBeLessThan(1_000_000);
    expect([CLOCK_ACTION_NONE, CLOCK_ACTION_SLEWED]).toContain(await setTime(client, 0));

    // All of the guest's disk is frozen: reading goes on, changing does not, and a thaw ends it.
    const frozen = await client.system.freezeFileSystems({ timeoutMs: 60_000 });
    expect(frozen.fileSystems).toEqual([
      expect.objectContaining({ mountPoint: '/', state: FREEZE_STATE_FROZEN }),
    ]);
    expect((await client.file.stat({ path: '/etc/passwd' })).file?.sizeBytes).toBeGreaterThan(0);
    expect((await client.system.getMetrics({})).disks[0]?.mountPoint).toBe('/');
    const write = () => client.putFile('/root/written', Readable.from([Buffer.from('x')]));
    await expect(write()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await client.system.thawFileSystems({})).toMatchObject({
      fileSystems: [{ mountPoint: '/', state: FREEZE_STATE_THAWED }],
      tooLate: false,
    });
    await write();
    // Nobody thaws: the watchdog does.
    await client.system.freezeFileSystems({ timeoutMs: 5_000 });
    await expect.poll(write, { timeout: 60_000 }).toMatchObject({ contentBytes: 1 });
    expect(await client.system.thawFileSystems({})).toMatchObject({ tooLate: true });

    // A paused machine falls behind, and is put right when it goes on.
    context.control.want({ paused: true });
    await context.control.settled();
    await pass(PAUSE_MS);
    context.control.want({ paused: false });
    await context.control.settled();
    await expect
      .poll(async () => Math.abs(await clockErrorMs(client)), { timeout: 60_000 })
      .toBeLessThan(RIGHT_WITHIN_MS);

    const timer = new CheckpointTimer(context, () => undefined);
    expect(await timer.saveNow({ signal: context.signal })).toBe(true);
    await timer.idle();
  }
  // The machine stands still in its snapshot meanwhile.
  await pass(PAUSE_MS);
  {
    await using machine = await startMachine(workspace, jobFile, true);
    const { client, context, reporter } = machine;
    expect(context.restored).toBeDefined();
    expect(reporter.lines.filter((line) => line.includes('not renewed'))).toEqual([]);
    // Put right before anybody could call.
    expect(Math.abs(await clockErrorMs(client))).toBeLessThan(RIGHT_WITHIN_MS);
    const lines: string[] = [];
    for await (const { line } of client.system.watchLog({})) {
      lines.push(line);
      if (lines.filter((text) => text.startsWith('went on')).length === 2) break;
    }
    console.log(lines.filter((line) => line.startsWith('went on')).join('\n'));
    await client.system.shutdown({ kind: SHUTDOWN_KIND_POWER_OFF });
    expect(await context.vm?.ended).toMatchObject({ cause: 'guest-shutdown' });
  }
});
