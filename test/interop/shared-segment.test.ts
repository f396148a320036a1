import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { BOINC_FILES } from '@vmslot/proto/boinc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  collect,
  endOf,
  NEVER,
  outputOf,
  readUntil,
} from '../../guest-agent/src/task/task-store-fixture.ts';
import {
  bringApp,
  compileSegmentPrograms,
  keysIn,
  openSegmentScene,
  segmentKeys,
  type SegmentPrograms,
} from './shared-segment-scene.ts';

const { BoincApi, EndReason, TaskVerb } = vmslot.agent.v1;

let programs: SegmentPrograms;

beforeAll(async () => {
  programs = await compileSegmentPrograms();
}, 600_000);

afterAll(async () => await programs[Symbol.asyncDispose]());

/** Runs the app to its end; gives its events, and fails where a segment of it is left. */
async function runApp(...words: string[]) {
  await using scene = await openSegmentScene(programs);
  const app = await bringApp(scene.store, programs, 'app');
  const steps = [app('key', ...words)];
  const events = await collect(scene.store.run({ taskId: 'app', steps }, NEVER));
  const keys = keysIn(outputOf(events));
  expect(keys.length).toBeGreaterThan(0);
  expect(new Set(keys).size).toBe(keys.length);
  const left = await segmentKeys();
  expect(keys.filter((key) => left.includes(key))).toEqual([]);
  return { events, end: endOf(events), lines: outputOf(events).split('\n') };
}

test('heartbeats reach an app with a segment, its fraction and checkpoint reach the host', async () => {
  const { end, lines } = await runApp('beats', '3', 'status', '0.5', '10', 'finish', '1');
  expect(lines.slice(1)).toEqual([...Array(3).fill('<heartbeat/>'), 'said 0.5', '']);
  expect(end).toMatchObject({
    status: { fractionDone: 0.5, checkpointCount: 1 },
    outcome: { exitCode: 1, finish: { exitCode: 1 } },
  });
});

test('what it says last counts, though it leaves at once', async () => {
  const said = ['leave', '5', '<fraction_done>0.75', 'leave', '3', '<web_graphics_url>http://a/<'];
  const { end } = await runApp('status', '0.5', '10', ...said, 'finish', '1');
  expect(end.status).toMatchObject({ fractionDone: 0.75, webGraphicsUrl: 'http://a/' });
});

test('it is told to stand, to go on and to leave', async () => {
  await using scene = await openSegmentScene(programs);
  const { store } = scene;
  const app = await bringApp(store, programs, 'told');
  const words = ['hear', '<suspend/>', 'hear', '<resume/>', 'status', '0.5', '2'];
  const steps = [app('status', '0.25', '1', ...words, 'hear', '<quit/>', 'exit', '0')];
  const events = store.run({ taskId: 'told', steps }, NEVER);
  await readUntil(events, 'said 0.25\n');
  await store.control({ taskId: 'told', verb: TaskVerb.TASK_VERB_SUSPEND });
  await store.control({ taskId: 'told', verb: TaskVerb.TASK_VERB_RESUME });
  await readUntil(events, 'said 0.5\n');
  await store.updateApp({ taskId: 'told', quitRequested: true });
  expect(endOf(await collect(events))).toMatchObject({
    outcome: { reason: EndReason.END_REASON_CONTROLLED, exitCode: 0 },
    status: { fractionDone: 0.5, checkpointCount: 2 },
  });
});

test('one that leaves without a word is started again, with another segment', async () => {
  const { end, lines } = await runApp('status', '0.5', '1', 'first', 'exit', '0', 'finish', '0');
  expect(keysIn(lines.join('\n'))).toHaveLength(2);
  expect(end).toMatchObject({ succeeded: true, status: { checkpointCount: 1 } });
});

test('one that is killed leaves no segment', async () => {
  const { end } = await runApp('status', '0.5', '1', 'kill');
  expect(end).toMatchObject({
    outcome: { reason: EndReason.END_REASON_SIGNALED, signalNumber: 9 },
    status: { fractionDone: 0.5 },
  });
});

describe('it runs standalone', () => {
  test.each([
    ['where the program is missing', '/nowhere/shared-segment', BoincApi.BOINC_API_UNSPECIFIED],
    ['where it is missing and a client is asked for', '/nowhere', BoincApi.BOINC_API_CORE_CLIENT],
    ['where it makes no segment', '/bin/false', BoincApi.BOINC_API_CORE_CLIENT],
    ['where no client is wanted', undefined, BoincApi.BOINC_API_NONE],
  ])('%s', async (_name, segmentProgram, boincApi) => {
    await using scene = await openSegmentScene(
      programs,
      segmentProgram === undefined ? {} : { segmentProgram },
    );
    const app = await bringApp(scene.store, programs, 'alone');
    const steps = [{ ...app('beats', '1'), boincApi }];
    const events = await collect(scene.store.run({ taskId: 'alone', steps }, NEVER));
    expect(outputOf(events)).toBe('standalone\n');
    expect(endOf(events)).toMatchObject({ succeeded: true });
  });
});

test('an app that fills its segment with anything hurts nobody', async () => {
  const { end } = await runApp('status', '0.5', '1', 'scribble', 'finish', '3');
  expect(end).toMatchObject({ outcome: { exitCode: 3 }, status: { fractionDone: 0.5 } });
});

test('a file that was cut short is not spoken by until it is whole again', async () => {
  await using scene = await openSegmentScene(programs);
  const { store } = scene;
  const app = await bringApp(store, programs, 'cut');
  const steps = [app('beats', '1', 'wait', 'more', 'status', '0.5', '1', 'finish', '0')];
  const events = store.run({ taskId: 'cut', steps }, NEVER);
  await readUntil(events, '<heartbeat/>\n');
  const file = join(store.workDirectory('cut'), BOINC_FILES.sharedMemory);
  await truncate(file, 100);
  await store.deliver({ taskId: 'cut', name: 'more', content: Buffer.from('') });
  await truncate(file, 8192);
  expect(endOf(await collect(events))).toMatchObject({
    succeeded: true,
    status: { checkpointCount: 1 },
  });
});
