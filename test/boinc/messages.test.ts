import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shellTask } from '../e2e/job-directory.ts';
import { RESULT_STATE, TASK_STATE } from './client-task.ts';
import { machinesOf, TaskWorld } from './task-world.ts';

/** Leaves a trickle and an early output, counts operations, and waits for an answer. */
const TALKING_SCRIPT = `
echo 'half way' > note.new && mv note.new note
head -c 100000 /dev/zero | tr '\\0' x > early.new && mv early.new early.dat
echo '2.5e12 7e9' > credit
echo 0.5 > fraction
until ls trickle_down_* > answers 2> /dev/null; do sleep 1; done
cat trickle_down_* > answer.txt`;

const ELEMENTS = `
  <trickle_trigger_file>note</trickle_trigger_file>
  <partial_credit_interval>3</partial_credit_interval>
  ${shellTask(
    TALKING_SCRIPT,
    '<fraction_done_filename>fraction</fraction_done_filename><credit_filename>credit</credit_filename>',
  )}
  <output><source>early.dat</source><intermediate/></output>
  <output><source>answer.txt</source></output>`;

test('trickles both ways, partial credit, an upload in the middle, operation counts, memory', async () => {
  await using world = await TaskWorld.create();
  const { project } = world;
  const { resultName } = await world.addJob('talk', { elements: ELEMENTS });
  const client = await world.startClient();

  const note = await project.waitForTrickle(({ variety }) => variety === 'note');
  expect(note).toMatchObject({ resultName, text: 'half way\n' });
  const upload = await project.waitForUpload(resultName, 'out.early.dat');
  expect(upload.sizeBytes).toBe(100_000);

  const claims = await project.waitForTrickle(
    ({ variety, text }) => variety === 'partial_credit' && text.includes('2.500000e+12'),
  );
  // As BOINC's daemon trickle_credit reads it: the first element, in seconds.
  expect(Number(/^<runtime>([\d.]+)<\/runtime>/.exec(claims.text)?.[1])).toBeGreaterThan(2.9);
  expect(claims.text).toContain('<fpops_cumulative>2.500000e+12</fpops_cumulative>');
  expect(claims.text).toContain('<intops_cumulative>7.000000e+9</intops_cumulative>');

  // The client measures memory every ten seconds; it must find the machine, once.
  const task = await client.waitForTask(
    resultName,
    ({ active }) => (active?.workingSetBytes ?? 0) > 50e6,
  );
  expect(task.active?.state, 'uploaded while it runs').toBe(TASK_STATE.executing);
  const resident = [task.active?.pid ?? 0, ...machinesOf(client).map(({ pid }) => pid)]
    .map(residentBytes)
    .reduce((sum, bytes) => sum + bytes, 0);
  const ratio = (task.active?.workingSetBytes ?? 0) / resident;
  console.log(
    `working set that the client shows, by that of bridge and machine: ${ratio.toFixed(2)}`,
  );
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.4);

  // The bridge keeps its memory in one place; its machine was not told to.
  expect(environmentOf(task.active?.pid ?? 0)).toContain('MALLOC_ARENA_MAX=1');
  for (const { pid } of machinesOf(client)) {
    expect(environmentOf(pid)).not.toContain('MALLOC_ARENA_MAX');
  }

  project.sendTrickleDown({ resultName, text: 'go on\n' });
  await client.updateProjects();
  const report = await project.waitForReport(resultName);
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  expect((await project.output(resultName, 'out.answer.txt')).toString()).toContain('go on');
  expect(report.fpopsCumulative).toBeCloseTo(2.5e12, -6);
  expect(report.intopsCumulative).toBeCloseTo(7e9, -3);
  expect(project.trickles.filter(({ variety }) => variety === 'note')).toHaveLength(1);
  // Uploaded once: the end of the job brought only the other output.
  expect([...project.uploads.keys()]).toHaveLength(2);
});

/** One line a second: the guest's clock, and whether its network card has a carrier. */
const CARRIER_SCRIPT = `
until [ -e done ]; do
  echo "$(date +%s) $(cat /sys/class/net/eth0/carrier)" >> carrier
  [ $(grep -c . carrier) -ge 3 ] && echo 0.1 > fraction
  tail -n 1 carrier | grep -q ' 0$' && echo 0.2 > fraction
  tail -n 1 carrier | grep -q ' 1$' && grep -q ' 0$' carrier && touch done
  sleep 1
done`;

test('while the client suspends the network, the guest has no carrier', async () => {
  await using world = await TaskWorld.create();
  const { resultName } = await world.addJob('carrier', {
    elements: `<enable_network/>
      ${shellTask(CARRIER_SCRIPT, '<fraction_done_filename>fraction</fraction_done_filename>')}
      <output><source>carrier</source></output>`,
  });
  const client = await world.startClient();
  await client.waitForTask(resultName, ({ active }) => (active?.fractionDone ?? 0) >= 0.1);
  const downAt = Date.now();
  await client.setNetworkMode('never');
  await client.waitForTask(resultName, ({ active }) => (active?.fractionDone ?? 0) >= 0.2);
  const upAt = Date.now();
  await client.setNetworkMode('always');
  const report = await world.project.waitForReport(resultName);
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  const lines = (await world.project.output(resultName, 'out.carrier'))
    .toString()
    .trim()
    .split('\n');
  const states = lines.map((line) => line.split(' ')[1]);
  expect(states.join('')).toMatch(/^1+0+1+$/);
  const at = (index: number) => Number(lines[index]?.split(' ')[0]) - downAt / 1000;
  console.log(
    `carrier gone ${at(states.indexOf('0')).toFixed(1)} s after the client was told, ` +
      `back ${(at(states.lastIndexOf('1')) - (upAt - downAt) / 1000).toFixed(1)} s after`,
  );
});

/** VmRSS of a process (proc(5)). */
function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

function environmentOf(pid: number): string {
  return readFileSync(`/proc/${pid}/environ`, 'utf8');
}
