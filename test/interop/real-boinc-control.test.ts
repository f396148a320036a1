import { readFile, rm, writeFile } from 'node:fs/promises';
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
  ask,
  asked,
  compileRealProbe,
  openRealScene,
  readUntilEvent,
  type RealProbe,
  type RealScene,
  tell,
  told,
} from './real-boinc-scene.ts';

const { EndReason, TaskVerb } = vmslot.agent.v1;

let probe: RealProbe;

beforeAll(async () => {
  probe = await compileRealProbe();
}, 600_000);

afterAll(async () => await probe[Symbol.asyncDispose]());

/** Runs a task whose program has joined, and takes lines. */
async function begin(scene: RealScene, taskId: string) {
  const request = { taskId, steps: [asked(scene.program)], appFacts: { appName: 'first' } };
  const events = scene.store.run(request, NEVER);
  await readUntil(events, 'up\n');
  await ask(scene, events, [taskId, 'init', '0']);
  return events;
}

/** Waits until the host has seen a fraction, so that the agent knows that the program listens. */
async function hear(scene: RealScene, events: Awaited<ReturnType<typeof begin>>, taskId: string) {
  await tell(scene, taskId, 'fraction 0.25');
  return await readUntilEvent(events, ({ status }) => status?.fractionDone === 0.25);
}

/** Asks until the program answers as wanted, which changes within a second of its own. */
async function askUntil(
  scene: RealScene,
  events: Awaited<ReturnType<typeof begin>>,
  [taskId, line, answer]: readonly [string, string, RegExp],
): Promise<void> {
  for (;;) {
    await tell(scene, taskId, line);
    const { output } = await readUntilEvent(events, ({ kind }) => kind === 'output');
    if (answer.test(Buffer.from(output?.data ?? []).toString())) return;
  }
}

describe('while it runs', () => {
  test('its fraction is seen, and it goes on after it was suspended', async () => {
    await using scene = await openRealScene(probe);
    const events = await begin(scene, 'stand');
    await hear(scene, events, 'stand');
    await scene.store.control({ taskId: 'stand', verb: TaskVerb.TASK_VERB_SUSPEND });
    await tell(scene, 'stand', 'fraction 0.5');
    expect(await scene.store.list()).toMatchObject([{ status: { fractionDone: 0.25 } }]);
    await scene.store.control({ taskId: 'stand', verb: TaskVerb.TASK_VERB_RESUME });
    await readUntilEvent(events, ({ status }) => status?.fractionDone === 0.5);
    await tell(scene, 'stand', 'finish 0');
    expect(endOf(await collect(events))).toMatchObject({ succeeded: true });
  });

  test('new facts and a suspended network reach it, and its addresses reach the host', async () => {
    await using scene = await openRealScene(probe);
    const events = await begin(scene, 'news');
    await ask(scene, events, ['news', 'status', 'status 0000']);
    const facts = { appName: 'second' };
    await scene.store.updateApp({ taskId: 'news', facts, networkSuspended: true });
    // The library of Debian looks for the tag of its own time.
    await askUntil(scene, events, ['news', 'status', /status 0011/]);
    await ask(scene, events, ['news', 'facts', 'facts second  []']);
    await tell(scene, 'news', 'url http://localhost:80/a');
    await readUntilEvent(events, ({ status }) => status?.webGraphicsUrl !== undefined);
    await scene.store.updateApp({ taskId: 'news', networkSuspended: false });
    await askUntil(scene, events, ['news', 'status', /status 0010/]);
    await tell(scene, 'news', 'finish 0');
    expect(endOf(await collect(events))).toMatchObject({ succeeded: true });
  });

  test('trickles and uploads go to the host, and their answers come back', async () => {
    await using scene = await openRealScene(probe);
    const events = await begin(scene, 'files');
    const work = scene.store.workDirectory('files');
    await ask(scene, events, ['files', 'trickle credit one', 'trickle 0']);
    const { trickleUp } = await readUntilEvent(events, ({ kind }) => kind === 'trickleUp');
    expect(trickleUp).toMatchObject({ variety: 'credit' });
    expect(Buffer.from(trickleUp?.text ?? []).toString()).toBe('one');
    await writeFile(join(work, 'part'), 'result');
    await ask(scene, events, ['files', 'upload part', 'upload 0']);
    const { uploadReady } = await readUntilEvent(events, ({ kind }) => kind === 'uploadReady');
    expect(uploadReady?.path).toBe('part');
    await ask(scene, events, ['files', 'upload-status part', 'upload-status -161']);
    const uploads = [{ path: 'part', status: -3 }];
    await scene.store.updateApp({ taskId: 'files', uploads });
    await askUntil(scene, events, ['files', 'upload-status part', /upload-status -3/]);
    await ask(scene, events, ['files', 'receive', 'receive ']);
    const content = Buffer.from('hello');
    await scene.store.deliver({ taskId: 'files', name: 'trickle_down_1', content });
    await askUntil(scene, events, ['files', 'receive', /receive \.?\/?trickle_down_1/]);
    await rm(join(work, 'trickle_down_1'));
    await ask(scene, events, ['files', 'receive', 'receive ']);
    await tell(scene, 'files', 'finish 0');
    const rest = await collect(events);
    expect(rest.filter(({ kind }) => kind === 'trickleUp' || kind === 'uploadReady')).toEqual([]);
    expect(endOf(rest)).toMatchObject({ succeeded: true });
  });
});

test('a program in a directory of its own has its slot there', async () => {
  await using scene = await openRealScene(probe);
  const step = asked(scene.program, { cwd: 'slot' });
  const steps = [{ argv: ['/bin/mkdir', 'slot'] }, step];
  const events = scene.store.run({ taskId: 'cwd', steps }, NEVER);
  await readUntil(events, 'up\n');
  const work = scene.store.workDirectory('cwd');
  const tellSlot = async (line: string, answer: string) => {
    await writeFile(join(work, 'slot', 'ask'), `${line}\n`);
    return await readUntil(events, `${answer}\n`);
  };
  await tellSlot('init', '0');
  await tellSlot('standalone', '0');
  await writeFile(join(work, 'slot', 'part'), 'result');
  await tellSlot('upload part', 'upload 0');
  const { uploadReady } = await readUntilEvent(events, ({ kind }) => kind === 'uploadReady');
  expect(uploadReady?.path).toBe('slot/part');
  const content = Buffer.from('hello');
  await tellSlot('receive', 'receive ');
  await scene.store.deliver({ taskId: 'cwd', name: 'trickle_down_7', content });
  const message = join(work, 'slot', 'trickle_down_7');
  await expect.poll(async () => await readFile(message).catch(() => undefined)).toEqual(content);
  await writeFile(join(work, 'slot', 'ask'), 'finish 0\n');
  expect(endOf(await collect(events))).toMatchObject({ succeeded: true });
});

describe('when it is told to leave', () => {
  test('it quits at the end of its critical section, and goes on from its checkpoint', async () => {
    await using scene = await openRealScene(probe);
    const events = await begin(scene, 'quit');
    await hear(scene, events, 'quit');
    await ask(scene, events, ['quit', 'begin', 'begun']);
    await scene.store.updateApp({ taskId: 'quit', quitRequested: true });
    const memory = join(scene.store.workDirectory('quit'), BOINC_FILES.sharedMemory);
    await expect
      .poll(async () => (await readFile(memory)).toString('latin1', 1, 40))
      .toContain('<resume/><quit/>');
    // Libraries of 6.x leave it there until the section ends.
    if (!probe.isStatic) await expect.poll(async () => (await readFile(memory))[0]).toBe(0);
    await ask(scene, events, ['quit', 'fraction 0.75', 'fraction 0.75']);
    await tell(scene, 'quit', 'end');
    expect(endOf(await collect(events))).toMatchObject({
      succeeded: false,
      outcome: { reason: EndReason.END_REASON_CONTROLLED, exitCode: 0 },
    });
    const state = await readFile(join(scene.store.workDirectory('quit'), 'state'));
    expect(state.toString()).toBe('0.75');
    // As the host brings the files of the work directory into the next machine.
    {
      await using lease = await scene.store.prepareWorkDirectory('next');
      await writeFile(join(lease.stagingPath, 'state'), state);
      await lease.commit();
    }
    const steps = [told(scene.program, ['init', 'state', 'finish 0'])];
    const rest = await collect(scene.store.run({ taskId: 'next', steps }, NEVER));
    expect(outputOf(rest)).toBe('0\nstate 0.75\n');
  });

  test('to end it the agent asks it to quit, also where it stands, and not by a signal', async () => {
    await using scene = await openRealScene(probe);
    const events = await begin(scene, 'end');
    await hear(scene, events, 'end');
    await scene.store.control({ taskId: 'end', verb: TaskVerb.TASK_VERB_SUSPEND });
    await scene.store.control({
      taskId: 'end',
      verb: TaskVerb.TASK_VERB_TERMINATE,
      graceMs: 600_000,
    });
    expect(endOf(await collect(events))).toMatchObject({
      outcome: { reason: EndReason.END_REASON_CONTROLLED, exitCode: 0, signalNumber: 0 },
    });
  });

  test('it aborts', async () => {
    await using scene = await openRealScene(probe);
    const events = await begin(scene, 'abort');
    await scene.store.updateApp({ taskId: 'abort', abortRequested: true });
    expect(endOf(await collect(events))).toMatchObject({
      outcome: { reason: EndReason.END_REASON_CONTROLLED, exitCode: 194 },
    });
  });

  test('one that does not listen is ended by force in time', async () => {
    await using scene = await openRealScene(probe);
    const events = scene.store.run(
      { taskId: 'deaf', steps: [told(scene.program, ['state'], { argv: ['/bin/sleep', '1000'] })] },
      NEVER,
    );
    await readUntilEvent(events, ({ kind }) => kind === 'started');
    await scene.store.control({ taskId: 'deaf', verb: TaskVerb.TASK_VERB_TERMINATE, graceMs: 1 });
    expect(endOf(await collect(events))).toMatchObject({
      outcome: { reason: EndReason.END_REASON_CONTROLLED },
    });
  });
});
