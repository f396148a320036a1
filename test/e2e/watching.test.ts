import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startJob } from '../../host-bridge/src/bridge.ts';
import { createDriver } from '../../host-bridge/src/hypervisor/registry.ts';
import { readJobFile } from '../../host-bridge/src/job/index.ts';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { hostClocks } from '../../host-bridge/src/supervisor/host-clock-watch.ts';
import { RecordingReporter } from '../fakes/recording-reporter.ts';
import { expectSuccess } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { IMAGE_DIRECTORY, REPOSITORY, Workspace } from './workspace.ts';

/** A watch that is less patient than the bridge's: a guest that hangs is found sooner. */
const INTERVAL_MS = 22_000;

/** Bridge and machine stand still for so long. Its subject is time, so time passes. */
const STOP_MS = 8_000;

const HOUR_MS = 3_600_000;

/** Counts to 3, waits until it is told to go on, and counts to 6. */
const COUNT = `
n=0; sum=0
while [ "$n" -lt 6 ]; do
  n=$((n + 1)); sum=$((sum + n * n)); echo "$n"
  while [ "$n" -eq 3 ] && ! [ -e go-on ]; do sleep 0.2; done
done
echo "$sum" >result`;

const JOB = {
  elements: `<checkpoint>vm</checkpoint>${shellTask(COUNT)}<output><source>result</source></output>`,
  diskLimitMb: 400,
};

/** Runs a program in the guest as root, by `vmslot guest exec`. @returns what it printed */
async function execute(workspace: Workspace, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(REPOSITORY, 'host-bridge', 'bin', 'vmslot.mjs'),
    'guest',
    'exec',
    `--slot=${workspace.slot}`,
    '--user=root',
    '--',
    ...words,
  ]);
  return stdout;
}

/** One life of the job, in this process, on a host whose clock a test may set. */
async function startLife(workspace: Workspace) {
  const slot = await Slot.open(workspace.slot, { keep: true });
  const reporter = new RecordingReporter();
  const host = { aheadMs: 0 };
  const clocks = { ...hostClocks(REAL_CLOCK), wallMs: () => Date.now() + host.aheadMs };
  const running = startJob(
    {
      job: await readJobFile(join(workspace.job, 'vm_job.xml'), {}),
      slot,
      outputDirectory: workspace.out,
      imageDirectories: [join(IMAGE_DIRECTORY, '..')],
      driver: createDriver('qemu', { lowPriority: false }),
      reporter,
      agentLostTimeoutMs: INTERVAL_MS,
      checkpointIntervalMs: () => HOUR_MS,
      clocks,
    },
    new AbortController().signal,
  );
  const finished = running.finished.then(async (summary) => {
    await slot.close();
    return summary;
  });
  /** Waits for something to come true; a job that has ended is shown instead. */
  const until = async (isTrue: () => boolean): Promise<void> => {
    let end: unknown;
    void finished.then((summary) => (end = summary));
    await expect.poll(() => isTrue() || end, { timeout: 500_000 }).toBe(true);
  };
  return { running, reporter, host, finished, until };
}

/** Makes the guest hang by a script in it, and waits for what follows. */
async function expectHang(
  workspace: Workspace,
  life: Awaited<ReturnType<typeof startLife>>,
  script: string,
): Promise<void> {
  // Whoever has it done hears nothing of its end either.
  const hung = execute(workspace, ['sh', '-c', script]).catch(() => undefined);
  const summary = await life.finished;
  await hung;
  expect(summary, summary.message).toMatchObject({
    outcome: 'agent_lost',
    phase: 'run',
    exitCode: 23,
    message: expect.stringMatching(
      /^the guest has been silent for \d+ s while its machine ran, using \d+ % of a CPU; the guest is dead or hangs: its agent writes no status lines either/,
    ),
  });
  expect(summary.details).not.toEqual([]);
}

test('clocks of host and guest jump by hours; then the guest hangs, twice, and the next life goes on', async () => {
  await using workspace = await Workspace.create();
  await writeJobDirectory(workspace.job, JOB);
  const first = await startLife(workspace);
  await first.until(() => first.reporter.stdout === '1\n2\n3\n');

  /** The guest's clock less this host's real one. */
  const guestAheadMs = async (): Promise<number> =>
    Number(await execute(workspace, ['date', '+%s'])) * 1000 - Date.now();
  // The host's clock is set: the guest's follows.
  for (const hours of [2, -2]) {
    first.host.aheadMs = hours * HOUR_MS;
    await expect
      .poll(async () => Math.abs((await guestAheadMs()) - hours * HOUR_MS), { timeout: 60_000 })
      .toBeLessThan(60_000);
  }
  // The guest's own is set, by somebody in it: everything goes on.
  for (const change of ['+2 hours', '-4 hours', '+4 hours']) {
    await execute(workspace, ['date', '-s', change]);
  }
  expect(first.reporter.warnings.filter((line) => !line.startsWith('prepare'))).toEqual([]);
  expect(await first.running.save({ signal: AbortSignal.timeout(60_000) })).toBe(true);

  // The agent is stopped: nothing runs that could answer.
  await expectHang(
    workspace,
    first,
    'kill -STOP "$(cat /etc/vmslot/services/agent/supervise/pid)"',
  );

  const second = await startLife(workspace);
  await second.until(() => second.reporter.lines.some((line) => line.includes('connected')));
  expect(second.reporter.lines.join('\n')).toContain('VM goes on from checkpoint-1');
  // Its clock was wrong by hours in the checkpoint.
  expect(Math.abs(await guestAheadMs())).toBeLessThan(60_000);
  // Its only processor belongs to a program that never lets go of it, as to a kernel that spins.
  const forever = 'exec chrt -f 99 sh -c "while :; do :; done"';
  await expectHang(workspace, second, `echo -1 >/proc/sys/kernel/sched_rt_runtime_us; ${forever}`);

  const last = await startLife(workspace);
  await last.until(() => last.reporter.lines.some((line) => line.includes('connected')));
  await last.running.deliver('go-on', new Uint8Array(), { signal: AbortSignal.timeout(60_000) });
  const end = await last.finished;
  expect(end, end.message).toMatchObject({ outcome: 'succeeded' });
  expect(last.reporter.stdout).toBe('4\n5\n6\n');
  expect(await readFile(join(workspace.out, 'result'), 'utf8')).toBe('91\n');
});

test('bridge and machine stand still for a while, and the machine alone: no alarm', async () => {
  await using workspace = await Workspace.create();
  await writeJobDirectory(workspace.job, JOB);
  await using run = await VmslotRun.start(workspace);
  await run.waitForOutput('3\n');
  const on = run.lines.find((line) => line.type === 'phase' && line.text.startsWith('VM on'));
  const pid = Number(/pid (\d+)/.exec(on?.type === 'phase' ? on.text : '')?.[1]);
  expect(pid).toBeGreaterThan(1);

  // As near to a sleep of the host as a test can come: nobody runs, and time passes.
  run.kill('SIGSTOP');
  process.kill(pid, 'SIGSTOP');
  await pass(STOP_MS);
  process.kill(pid, 'SIGCONT');
  run.kill('SIGCONT');
  await run.waitFor(
    (line) => line.type === 'phase' && line.text.includes('vmslot stood still for'),
  );

  process.kill(pid, 'SIGSTOP');
  await run.waitFor(
    (line) => line.type === 'warning' && line.text.includes('stopped from outside'),
  );
  process.kill(pid, 'SIGCONT');
  await run.waitFor((line) => line.type === 'phase' && line.text.endsWith('process goes on'));

  await execute(workspace, ['touch', '/var/lib/vmslot/tasks/job/work/go-on']);
  await expectSuccess(workspace, run);
  expect(run.appOutput).toBe('1\n2\n3\n4\n5\n6\n');
  const warnings = run.lines.filter((line) => line.type === 'warning' && line.phase !== 'prepare');
  expect(warnings).toHaveLength(1);
});
