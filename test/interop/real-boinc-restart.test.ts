import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JsonEvent, RealAgent } from '../../guest-agent/src/restart/real-agent-fixture.ts';
import { compileRealProbe, type RealProbe, told } from './real-boinc-scene.ts';

let probe: RealProbe;

beforeAll(async () => {
  probe = await compileRealProbe();
}, 600_000);

afterAll(async () => await probe[Symbol.asyncDispose]());

/** What this test looks at in an event. */
interface RealEvent extends JsonEvent {
  readonly trickleUp?: { readonly variety: string; readonly text: string };
  readonly stepEnded?: object;
  readonly ended?: JsonEvent['ended'] & { readonly status?: Readonly<Record<string, unknown>> };
}

const COUNT = 8;
const STARTS = 40;
const DEATHS = 8;

/** Adds to what is known the events that the agent still has, until it dies or the task ends. */
async function read(
  agent: RealAgent,
  request: { readonly taskId: string },
  known: RealEvent[],
): Promise<void> {
  const { taskId } = request;
  const afterSequence = Number(known.at(-1)?.sequence ?? 0);
  try {
    const stream =
      afterSequence === 0
        ? agent.events('TaskService/Run', request)
        : agent.events('TaskService/Attach', { taskId, afterSequence });
    for await (const event of stream) known.push(event);
  } catch (error) {
    // The agent was killed while it told something.
    if (agent.pid !== 0 && !(error instanceof Error)) throw error;
  }
}

/** All events of a task whose agent is killed at some times of its own. */
async function readOverDeaths(
  agent: RealAgent,
  request: { readonly taskId: string },
  mostMs: number,
): Promise<RealEvent[]> {
  const known: RealEvent[] = [];
  for (let death = 0; death < DEATHS; death += 1) {
    const reading = read(agent, request, known);
    await delay(Math.random() * mostMs + (death === 0 ? 600 : 0));
    await agent.kill();
    await reading;
    await agent.start();
  }
  await read(agent, request, known);
  const sequences = known.map(({ sequence }) => Number(sequence));
  expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
  return known;
}

function textOf(events: readonly RealEvent[]): string {
  return events.map(({ output }) => Buffer.from(output?.data ?? '', 'base64').toString()).join('');
}

test('an agent that is killed again and again under a program loses and doubles nothing', async () => {
  await using agent = await RealAgent.create();
  const program = join(agent.directory, 'probe');
  await copyFile(probe.path, program);
  await chmod(program, 0o755);
  const lines = ['init', `work ${COUNT}`, 'finish-message 5 done'];
  const step = { ...told(program, lines), boincApi: 'BOINC_API_CORE_CLIENT' };
  const request = { taskId: 'under', steps: [step], appFacts: { resultName: 'wu' } };
  const known = await readOverDeaths(agent, request, 900);
  expect(
    known.flatMap(({ trickleUp }) =>
      trickleUp ? [Buffer.from(trickleUp.text, 'base64').toString()] : [],
    ),
  ).toEqual(Array.from({ length: COUNT }, (_, index) => String(index + 1)));
  expect(textOf(known)).toBe(`0\nworked ${COUNT}\n`);
  const { outcome, status } = known.at(-1)?.ended ?? {};
  expect(outcome).toMatchObject({ exitCode: 5, finish: { exitCode: 5, message: 'done' } });
  expect(status).toMatchObject({ fractionDone: 1 });
  expect(status?.['checkpointCount']).toBeGreaterThan(0);
  expect(status?.['checkpointCount']).toBeLessThanOrEqual(COUNT);
});

test('a program that is to be started again is, once each time, whenever the agent dies', async () => {
  await using agent = await RealAgent.create();
  const script = `echo start >> starts; count=$(wc -l < starts); echo "$count"; sleep 0.05
    if [ "$count" -ge ${STARTS} ]; then echo 0 > boinc_finish_called; fi`;
  const step = { argv: ['/bin/sh', '-c', script], boincApi: 'BOINC_API_CORE_CLIENT' };
  const request = { taskId: 'again', steps: [step] };
  const known = await readOverDeaths(agent, request, 400);
  const numbers = Array.from({ length: STARTS }, (_, index) => String(index + 1));
  expect(textOf(known)).toBe(`${numbers.join('\n')}\n`);
  expect(known.filter(({ started }) => started !== undefined)).toHaveLength(1);
  expect(known.at(-1)?.ended?.outcome).toMatchObject({ exitCode: 0, finish: { exitCode: 0 } });
});
