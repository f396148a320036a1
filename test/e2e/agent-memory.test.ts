import { expect, test } from 'vitest';
import { QemuDriver } from '../../host-bridge/src/hypervisor/qemu/index.ts';
import { readJobFile } from '../../host-bridge/src/job/index.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { createJobContext } from '../../host-bridge/src/supervisor/create-job-context.ts';
import { supervise } from '../../host-bridge/src/supervisor/supervisor.ts';
import { RecordingReporter } from '../fakes/recording-reporter.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { AGENT_LIMIT_BYTES } from './memory-limits.ts';
import { IMAGE_DIRECTORY, Workspace } from './workspace.ts';

/** Makes what costs the guest little and the agent as much as anything: a file of zeros, and many small ones. */
const MAKE_OUTPUT = `
mkdir made && cd made
truncate -s 285000000 large
mkdir $(seq 100)
for directory in $(seq 100); do
  for file in $(seq 100); do echo $file >$directory/$file; done
done
`;

test('an agent that has sent 300 MB and 10,000 files says so, and stayed small', async () => {
  await using workspace = await Workspace.create();
  const jobFile = await writeJobDirectory(workspace.job, {
    diskLimitMb: 400,
    elements: `${shellTask(MAKE_OUTPUT)}<output><source>made</source></output>`,
  });
  const { signal } = new AbortController();
  await using slot = await Slot.open(workspace.slot);
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
    },
    signal,
    () => undefined,
  );
  try {
    await supervise(context);
    expect(reporter.lines.at(-1)).toMatch(/copied out 10102 file\(s\), 285 MB/);
    const info = await context.client?.system.getInfo({}, { signal });
    const peakBytes = info?.agentPeakRssBytes ?? 0;
    console.log(`peak memory of the agent after its outputs: ${(peakBytes / 1e6).toFixed(0)} MB`);
    expect(peakBytes).toBeGreaterThan(0);
    expect(peakBytes).toBeLessThan(AGENT_LIMIT_BYTES);
  } finally {
    context.session?.close();
    await context.client?.destroy();
    await context.vm?.destroy();
  }
});
