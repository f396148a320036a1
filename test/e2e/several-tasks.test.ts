import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectSuccess } from './expect-outcome.ts';
import { writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { Workspace } from './workspace.ts';

/** The first task: says what it was given. */
const LOOK = `#!/bin/sh
echo "arguments: $# <$1> <$2>"
echo "variable: <$GREETING>"
echo "directory: $(basename "$PWD") below $(basename "$(dirname "$PWD")")"
echo "standard input: $(cat)"
echo "user: $(id -u) $(id -un)"
echo "groups: $(id -G)"
echo "network: $(ls /sys/class/net)"
echo "cpus: $(nproc)"
echo "memory: $(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)"
`;

/** The second task: tries what only the agent may do; prints each thing that worked. */
const ATTACK = `#!/bin/sh
try() {
  if "$@" >/dev/null 2>&1; then echo "possible: $*"; else echo "refused: $*"; fi
}
agent=
for directory in /proc/[0-9]*; do
  case $(tr '\\0' ' ' <$directory/cmdline 2>/dev/null) in
    /usr/lib/vmslot/node*) agent=\${directory#/proc/} ;;
  esac
done
[ -n "$agent" ] || exit 9
for state in ../state ../../*/state /var/lib/vmslot /var/lib/vmslot/tasks; do try ls $state; done
for disk in /dev/vd*; do
  try head -c 512 $disk
  try dd if=/dev/zero of=$disk bs=512 count=1
done
for port in /dev/vport* /dev/virtio-ports/*; do try head -c 1 $port; done
try cat /proc/$agent/environ
try cat /proc/$agent/mem
try kill -0 $agent
try sh -c 'echo 1 >/sys/fs/cgroup/cgroup.procs'
try sh -c 'echo 3 >/proc/sys/vm/drop_caches'
try touch /usr/lib/vmslot/agent.cjs
try true
echo 0.5 >fraction.new && mv fraction.new fraction
echo '2e9 1000' >credit.new && mv credit.new credit
# Long enough for the agent to look at both.
sleep 5
`;

/** The third task: directories in and out. */
const COLLECT = `#!/bin/sh
set -e
mkdir -p results/empty results/deep/er
cp -a ../tree/. results/deep/er
mkdir -p named
echo first >named/first
`;

test('three tasks: all that a job file can say about them, and nothing more for the app', async () => {
  await using workspace = await Workspace.create();
  await writeJobDirectory(workspace.job, {
    files: {
      'look.sh': LOOK,
      'attack.sh': ATTACK,
      'collect.sh': COLLECT,
      'numbers.txt': '1 2 3',
      'tree/a.txt': 'a',
      'tree/sub/run.sh': '#!/bin/sh\n',
    },
    elements: `
      <memory_size_mb>384</memory_size_mb>
      <ncpus>2</ncpus>
      <input><source>look.sh</source><target>bin/look</target></input>
      <input><source>attack.sh</source></input>
      <input><source>collect.sh</source></input>
      <input><source>numbers.txt</source><target>in/numbers</target></input>
      <input><source>tree</source></input>
      <task>
        <name>look</name>
        <application>bin/look</application>
        <command_line>'one argument' "two"</command_line>
        <setenv>GREETING=good day &amp; bye</setenv>
        <exec_dir>in</exec_dir>
        <stdin_filename>in/numbers</stdin_filename>
        <stdout_filename>look.txt</stdout_filename>
        <weight>1</weight>
      </task>
      <task>
        <name>attack</name>
        <application>attack.sh</application>
        <weight>2</weight>
        <fraction_done_filename>fraction</fraction_done_filename>
        <credit_filename>credit</credit_filename>
      </task>
      <task>
        <name>collect</name>
        <application>collect.sh</application>
        <exec_dir>in</exec_dir>
        <weight>1</weight>
      </task>
      <output><source>look.txt</source><target>texts/look.txt</target></output>
      <output><source>in/results</source></output>
      <output><source>in/named/first</source></output>
      <output><source>in/named/second</source><optional/></output>`,
  });
  await using run = await VmslotRun.start(workspace);
  const summary = await expectSuccess(workspace, run);
  const out = (...names: string[]) => join(workspace.out, ...names);
  expect(summary.outputs).toEqual([out('texts', 'look.txt'), out('results'), out('first')]);

  const said = (await readFile(out('texts', 'look.txt'), 'utf8')).trimEnd().split('\n');
  const memory = Number(said.pop()?.replace('memory: ', ''));
  expect(said).toEqual([
    'arguments: 2 <one argument> <two>',
    'variable: <good day & bye>',
    'directory: in below work',
    'standard input: 1 2 3',
    expect.stringMatching(/^user: [1-9]\d* app$/),
    expect.stringMatching(/^groups: [1-9]\d*$/),
    'network: lo',
    'cpus: 2',
  ]);
  // The kernel keeps some of the 384 MB for itself.
  expect(memory).toBeGreaterThan(384 - 96);
  expect(memory).toBeLessThanOrEqual(384);

  const tries = run.appOutput.trimEnd().split('\n');
  // Shows that the word for success can appear at all.
  expect(tries.filter((line) => line.startsWith('possible'))).toEqual(['possible: true']);
  const disks = tries.filter((line) => /refused: head -c 512 \/dev\/vd[a-z]$/.test(line));
  expect(disks, 'the job has its disk and the seed disk').toHaveLength(2);
  expect(tries.filter((line) => line.includes('/dev/vport'))).not.toEqual([]);

  const reports = run.lines
    .filter((line) => line.type === 'progress')
    .filter((line) => line.phase === 'run');
  const fractions = reports.map((line) => line.fraction);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  // One of four parts is done, and half of the next two.
  expect(fractions).toContain(0.5);
  expect(fractions.at(-1)).toBe(1);
  expect(reports.at(-1)?.text).toContain('2.00e+9 operations');
});
