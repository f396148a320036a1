import { afterAll, beforeAll, expect, test } from 'vitest';
import { shellTask } from '../e2e/job-directory.ts';
import { RESULT_STATE } from './client-task.ts';
import { inParallel, planRounds, problemsOf } from './power-off-plan.ts';
import { type GuestOrder, POWER_OFF_IMAGE, PowerOffWorld } from './power-off-world.ts';
import { TaskWorld } from './task-world.ts';

const ROUND_COUNT = 50;
const ROUNDS_AT_ONCE = 2;

/** Postponements of a machine that stops by itself, before it is an error: the table of failures. */
const POSTPONEMENT_COUNT = 3;

/** `vm_stopped` in the table of outcomes. */
const VM_STOPPED_STATUS = 22;

let rounds: PowerOffWorld;

beforeAll(async () => {
  rounds = await PowerOffWorld.create();
});

afterAll(async () => {
  await rounds?.[Symbol.asyncDispose]();
});

test(`a guest that is done and powers off has one end, ${ROUND_COUNT} times`, async () => {
  const problems: string[] = [];
  await inParallel(planRounds(ROUND_COUNT), ROUNDS_AT_ONCE, async (order, index) => {
    const round = await rounds.round(order);
    const found = problemsOf(round);
    if (found.length === 0) return;
    problems.push(`round ${index} ${JSON.stringify(order)}: ${found.join('; ')}\n${round.log}`);
  });
  expect(problems.join('\n')).toBe('');
});

test('a guest that powers off again and again without being done is an error in the end', async () => {
  const slot = await rounds.copySlot();
  const order: GuestOrder = { done: false, delayS: 0, hard: true, bytes: 0 };
  for (let count = 0; count < POSTPONEMENT_COUNT; count += 1) {
    const { end } = await rounds.run(slot, order);
    expect(end).toMatchObject({ exitCode: 0, finish: undefined, left: [] });
    expect(end.temporaryExit?.reason).toContain('the guest shut itself down');
  }
  const { end, log, output } = await rounds.run(slot, order);
  expect(end).toMatchObject({ exitCode: VM_STOPPED_STATUS, temporaryExit: undefined, left: [] });
  expect(end.finish).toMatchObject({ exitCode: VM_STOPPED_STATUS });
  expect(log).toContain('vm_stopped');
  expect(output).toBeUndefined();
  await slot.remove();
});

test('under a client, a guest that is done and powers off is a reported success', async () => {
  await using world = await TaskWorld.create();
  const results = new Map<string, string>();
  for (const delayS of [0, 1]) {
    const script = `echo right > result; echo ${delayS} > off.new; mv off.new power-off-after`;
    const elements = `${shellTask(script)}<output><source>result</source></output>`;
    const job = { elements, image: POWER_OFF_IMAGE };
    const { resultName } = await world.addJob(`off_after_${delayS}`, job);
    results.set(resultName, 'out.result');
  }
  // It asks for more than one task.
  await world.startClient({ configuration: { fetch_minimal_work: 0 } });
  for (const [resultName, outputName] of results) {
    const report = await world.project.waitForReport(resultName);
    expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
    expect((await world.project.output(resultName, outputName)).toString()).toBe('right\n');
  }
});
