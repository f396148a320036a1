import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startJob } from '../../host-bridge/src/bridge.ts';
import { createDriver, type DriverName } from '../../host-bridge/src/hypervisor/registry.ts';
import { readJobFile } from '../../host-bridge/src/job/index.ts';
import { JobError } from '../../host-bridge/src/outcome.ts';
import type { RunSummary } from '../../host-bridge/src/report/reporter.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { NO_OBSERVER } from '../../host-bridge/src/supervisor/job-observer.ts';
import { buildFakeBoinc } from '../interop/fake-boinc-build.ts';
import { RecordingReporter } from '../fakes/recording-reporter.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { IMAGE_DIRECTORY, Workspace } from './workspace.ts';

/** Sums up 1 to 6, with a checkpoint after each; waits at 3 until it is told to go on. */
const SUM = `
n=0; sum=0
[ -e state ] && read -r n sum <state
echo "from $n"
while [ "$n" -lt 6 ]; do
  n=$((n + 1)); sum=$((sum + n * n))
  echo "$n $sum" >state.new; mv state.new state
  ./boinc-report progress "0.$n"
  ./boinc-report checkpoint
  while [ "$n" -eq 3 ] && ! [ -e go-on ]; do sleep 1; done
done
echo "$sum" >result`;

interface Life {
  readonly summary: RunSummary;
  readonly reporter: RecordingReporter;
}

/** One life of the job; ended as soon as a checkpoint has the work up to `untilFraction` in it. */
async function live(
  workspace: Workspace,
  driver: DriverName,
  { untilFraction }: { readonly untilFraction?: number } = {},
): Promise<Life> {
  const reporter = new RecordingReporter();
  const end = new AbortController();
  await using slot = await Slot.open(workspace.slot, { keep: true });
  const running = startJob(
    {
      job: await readJobFile(join(workspace.job, 'vm_job.xml'), {}),
      slot,
      outputDirectory: workspace.out,
      imageDirectories: [join(IMAGE_DIRECTORY, '..')],
      driver: createDriver(driver, { lowPriority: false }),
      reporter,
      agentLostTimeoutMs: 300_000,
      checkpointIntervalMs: () => 0,
      observer: {
        ...NO_OBSERVER,
        checkpointed: ({ checkpoint }) => {
          if (untilFraction === undefined || checkpoint.figures.fractionDone < untilFraction)
            return;
          end.abort(new JobError('terminated', 'ended by the test'));
        },
      },
    },
    end.signal,
  );
  let isTold = false;
  reporter.onStdout = () => {
    if (isTold || untilFraction !== undefined) return;
    isTold = true;
    running
      .deliver('go-on', new Uint8Array(), { signal: AbortSignal.timeout(300_000) })
      .catch((error: unknown) => end.abort(error));
  };
  return { summary: await running.finished, reporter };
}

test('a job that was begun under QEMU is finished under User-Mode Linux', async () => {
  await using workspace = await Workspace.create();
  const { directory } = await buildFakeBoinc({ name: 'plain' });
  await writeJobDirectory(workspace.job, {
    files: { 'boinc-report': await readFile(join(directory, 'boinc-report')) },
    elements: `<input><source>boinc-report</source><executable/></input>
      <checkpoint>files</checkpoint><checkpoint_file>state</checkpoint_file>
      ${shellTask('echo once')}${shellTask(SUM)}<output><source>result</source></output>`,
  });
  const first = await live(workspace, 'qemu', { untilFraction: 0.64 });
  expect(first.summary, first.summary.message).toMatchObject({ outcome: 'terminated' });
  expect(first.reporter.stdout).toBe('once\nfrom 0\n');
  const second = await live(workspace, 'uml');
  expect(second.summary, second.summary.message).toMatchObject({ outcome: 'succeeded' });
  expect(second.reporter.lines.join('\n')).toMatch(/VM on: uml \S+, native/);
  // The first task is not run again, and the second begins where it was.
  expect(second.reporter.stdout).toBe('from 3\n');
  expect(await readFile(join(workspace.out, 'result'), 'utf8')).toBe('91\n');
  expect(await readdir(workspace.slot)).toEqual([]);
});
