import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BoincClient } from './boinc-client.ts';
import { type ClientTask, RESULT_STATE, TASK_STATE } from './client-task.ts';
import { countedBy, machinesOf, TaskWorld } from './task-world.ts';

/** Work that lasts longer than the test, for the tasks that are aborted. */
const ENDLESS = { steps: 9000, rounds: 3, checkpointIntervalS: 3 };

/** Work that the last task of each client brings to its end. */
const LAST = { steps: 20, rounds: 3 };

/** What is done to a client; ten of each two make twenty in all. */
const ACTS = [
  'reset',
  'quit',
  'abort',
  'reset',
  'kill',
  'quit',
  'reset',
  'quit',
  'reset',
  'abort',
] as const;

/** A restarted task may first be postponed: the client looks at its schedule once a minute. */
const RESTART_LIMIT_MS = 150_000;

type Act = (typeof ACTS)[number];

const isAtWork = ({ active }: ClientTask) =>
  active?.state === TASK_STATE.executing && active.fractionDone > 0;

const hasCheckpoint = (task: ClientTask) =>
  isAtWork(task) && (task.active?.checkpointCpuTimeS ?? 0) > 0;

/** One client with the task that it works on. */
interface Side {
  readonly client: BoincClient;
  readonly name: string;
  /** Tasks that are still to come, the next one first. */
  readonly tasks: string[];
}

async function act(side: Side, what: Act): Promise<void> {
  const { client, tasks } = side;
  const [current = ''] = tasks;
  if (what === 'abort') {
    await client.abortTask(current);
    tasks.shift();
    const isGone = ({ active, readyToReport }: ClientTask) => readyToReport && active === undefined;
    await client.waitForTask(current, isGone);
    await client.updateProjects();
    await client.waitForTask(tasks[0] ?? '', isAtWork);
    return;
  }
  await client.waitForTask(current, hasCheckpoint);
  const [before] = machinesOf(client);
  if (what === 'reset') await client.killAll9();
  else if (what === 'kill') await client.kill9();
  await client.restart();
  await client.waitForTask(current, ({ active }) => active?.state === TASK_STATE.executing);
  // After a kill of the client alone, the bridge of before still holds the slot for a while.
  const isNew = () => {
    const [machine, ...more] = machinesOf(client);
    return more.length === 0 && machine !== undefined && machine.pid !== before?.pid;
  };
  await expect
    .poll(isNew, { timeout: RESTART_LIMIT_MS })
    .toBe(true)
    .catch((cause: unknown) => {
      throw new Error(`no new machine after ${what}:\n${logOf(client)}`, { cause });
    });
}

/** What the task in the first slot has logged; for a failure's message. */
function logOf(client: BoincClient): string {
  return readFileSync(join(client.slotDirectory(0), 'stderr.txt'), 'utf8');
}

test('two clients of one project: starts, aborts and restarts of one leave the other alone', async () => {
  await using world = await TaskWorld.create();
  const other = world.project.addAccount();
  const sides: Side[] = [];
  for (const [name, account] of [
    ['a', world.project.authenticator],
    ['b', other],
  ] as const) {
    const tasks: string[] = [];
    for (const [index, count] of [ENDLESS, ENDLESS, ENDLESS, LAST].entries()) {
      const workunit = await world.addCounting(`${name}${index}`, count, {
        account,
        app: 'shared',
      });
      tasks.push(workunit.resultName);
    }
    const client = await world.startClient({
      projects: [{ ...attached(world), authenticator: account }],
    });
    sides.push({ client, name, tasks });
  }
  for (const { client, tasks } of sides) await client.waitForTask(tasks[0] ?? '', isAtWork);
  for (const [index, what] of [...ACTS, ...ACTS].entries()) {
    const [acting, still] = index % 2 === 0 ? sides : sides.toReversed();
    if (acting === undefined || still === undefined) throw new Error('there are two sides');
    const before = machinesOf(still.client).map(({ pid }) => pid);
    await act(acting, what);
    const after = machinesOf(still.client).map(({ pid }) => pid);
    expect(after, `${what} of ${acting.name}; ${logOf(still.client)}`).toEqual(before);
    expect(after).toHaveLength(1);
  }
  // The tasks that never end make room for those that do.
  for (const side of sides) await act(side, 'abort');
  for (const { tasks } of sides) {
    const report = await world.project.waitForReport(tasks[0] ?? '');
    expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
    const output = await world.project.output(tasks[0] ?? '', 'out.result.txt');
    expect(output.toString()).toBe(countedBy(LAST));
  }
  expect(world.project.problems).toEqual([]);
});

function attached({ project }: TaskWorld): { masterUrl: string; schedulerUrl: string } {
  return { masterUrl: project.masterUrl, schedulerUrl: project.schedulerUrl };
}
