import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runUntilDeath } from '../../guest-agent/src/task/dying-store-fixture.ts';
import { collect, endOf, NEVER, outputOf } from '../../guest-agent/src/task/task-store-fixture.ts';
import {
  bringApp,
  compileSegmentPrograms,
  keysIn,
  openSegmentScene,
  segmentKeys,
  type SegmentPrograms,
} from './shared-segment-scene.ts';

// An agent for each call, on a machine that others use as well: slowness is no failure.
vi.setConfig({ testTimeout: 600_000 });

let programs: SegmentPrograms;

beforeAll(async () => {
  programs = await compileSegmentPrograms();
}, 600_000);

/** Every call would take minutes; these are all over a start and an end. */
const CALLS_BETWEEN = 7;

afterAll(async () => await programs[Symbol.asyncDispose]());

test('an app with a segment goes on and is heard, wherever the agent dies, and leaves none', async () => {
  const words = ['key', 'status', '0.25', '1', 'first', 'exit', '0'];
  const last = ['leave', '5', '<fraction_done>0.75', 'finish', '1'];
  const calls: string[] = [];
  for (let deadlyCall = 1; ; deadlyCall += CALLS_BETWEEN) {
    await using scene = await openSegmentScene(programs);
    const { cgroupRoot, directory } = scene;
    const app = await bringApp(scene.store, programs, 'dies');
    const request = { taskId: 'dies', steps: [app(...words, ...last)] };
    const options = {
      stateDirectory: join(directory, 'state'),
      cgroupRoot,
      defaultUser: 'nobody',
      segmentProgram: programs.segmentProgram,
    };
    const call = await runUntilDeath({ options, request, deadlyCall });
    if (call === '') break;
    calls.push(call);
    const store = await scene.reopen();
    const events = await collect(store.run(request, NEVER));
    const keys = keysIn(outputOf(events));
    const where = `dead before call ${deadlyCall}: ${call}`;
    const { outcome, status } = endOf(events);
    expect({ where, keyCount: new Set(keys).size, outcome, status }).toMatchObject({
      where,
      keyCount: 2,
      outcome: { exitCode: 1, finish: { exitCode: 1 } },
      status: { fractionDone: 0.75, checkpointCount: 1 },
    });
    const left = await segmentKeys();
    expect({ where, left: keys.filter((key) => left.includes(key)) }).toEqual({ where, left: [] });
  }
  // The list is not empty, and goes from the start of the first program to the end of the last.
  expect(calls.length).toBeGreaterThan(10);
});
