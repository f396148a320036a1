import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectSuccess } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { AGENT_LIMIT_BYTES, BRIDGE_LIMIT_BYTES } from './memory-limits.ts';
import { peakMemoryBytes } from './process-figures.ts';
import { VmslotRun } from './run-vmslot.ts';
import { describeTree, TREE, writeLargeTree } from './tree.ts';
import { Workspace } from './workspace.ts';

/** Prints the largest resident memory that the agent has had so far; /proc shows that to everybody. */
const PRINT_AGENT_MEMORY = `
for directory in /proc/[0-9]*; do
  case $(tr '\\0' ' ' <$directory/cmdline) in
    /usr/lib/vmslot/node*) echo "agent $(grep VmHWM $directory/status)" ;;
  esac
done 2>/dev/null
`;

test('300 MB go in and come out again, whole, in bounded memory', async () => {
  await using workspace = await Workspace.create();
  const tree = join(workspace.job, 'tree');
  await writeLargeTree(tree);
  await writeJobDirectory(workspace.job, {
    diskLimitMb: 1000,
    elements: [
      '<input><source>tree</source></input>',
      shellTask(`set -e\n${PRINT_AGENT_MEMORY}\ncp -a tree copy\n${PRINT_AGENT_MEMORY}`),
      '<output><source>copy</source></output>',
    ].join('\n'),
  });
  await using run = await VmslotRun.start(workspace);
  let bridgeBytes = 0;
  const phases = new Set<string>();
  run.onLine((line) => {
    const bytes = peakMemoryBytes(run.pid);
    if (bytes === undefined || !('phase' in line)) return;
    bridgeBytes = Math.max(bridgeBytes, bytes);
    phases.add(line.phase);
  });
  await expectSuccess(workspace, run);

  const wanted = await describeTree(tree);
  expect(wanted).toHaveLength(TREE.smallFileCount + TREE.directoryCount + 1);
  const got = new Set(await describeTree(join(workspace.out, 'copy')));
  expect(wanted.filter((line) => !got.has(line)).slice(0, 10)).toEqual([]);
  expect(got.size).toBe(wanted.length);

  const agentBytes = [...run.appOutput.matchAll(/^agent VmHWM:\s+(\d+) kB$/gm)].map(
    ([, kilobytes]) => Number(kilobytes) * 1024,
  );
  console.log(
    `peak memory: bridge ${(bridgeBytes / 1e6).toFixed(0)} MB, ` +
      `agent ${agentBytes.map((bytes) => (bytes / 1e6).toFixed(0)).join(' and ')} MB`,
  );
  expect([...phases]).toEqual(expect.arrayContaining(['inputs', 'run', 'outputs']));
  expect(bridgeBytes).toBeGreaterThan(0);
  expect(bridgeBytes).toBeLessThan(BRIDGE_LIMIT_BYTES);
  expect(agentBytes).toHaveLength(2);
  for (const bytes of agentBytes) expect(bytes).toBeLessThan(AGENT_LIMIT_BYTES);
});
