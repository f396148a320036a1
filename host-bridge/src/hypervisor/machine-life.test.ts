import { expect, test } from 'vitest';
import type { VmEnd } from './driver.ts';
import { MachineLife } from './machine-life.ts';

const END: VmEnd = { cause: 'crashed', detail: 'gone' };

test('starts once, and tells everybody what came of it', async () => {
  const life = new MachineLife();
  let count = 0;
  const work = async () => {
    count += 1;
    throw new Error('no start');
  };
  await expect(life.start(work)).rejects.toThrow('no start');
  await expect(life.start(work)).rejects.toThrow('no start');
  await life.startSettled();
  expect(count).toBe(1);
});

test('who waits for a start waits until it is settled, and not without one', async () => {
  const life = new MachineLife();
  await life.startSettled();
  const gate = Promise.withResolvers<void>();
  const steps: string[] = [];
  const started = life.start(async () => {
    await gate.promise;
    steps.push('started');
  });
  const settled = life.startSettled().then(() => steps.push('settled'));
  gate.resolve();
  await Promise.all([started, settled]);
  expect(steps).toEqual(['started', 'settled']);
});

test('stops once, and says at once that it was asked to', async () => {
  const life = new MachineLife();
  expect(life.stopRequested).toBe(false);
  expect(() => life.assertWanted()).not.toThrow();
  let count = 0;
  const work = async () => {
    count += 1;
  };
  const stops = [life.stop(work), life.stop(work)];
  expect(life.stopRequested).toBe(true);
  expect(life.stopSignal.aborted).toBe(true);
  expect(() => life.assertWanted()).toThrow(expect.objectContaining({ code: 'canceled' }));
  await Promise.all(stops);
  expect(count).toBe(1);
});

test('ends once, for good, as it was told first', async () => {
  const life = new MachineLife();
  life.moveTo('running');
  expect(life.isOn).toBe(true);
  life.finish(() => END);
  life.finish(() => {
    throw new Error('asked again');
  });
  expect(await life.ended).toBe(END);
  life.moveTo('paused');
  expect(life.state).toBe('stopped');
  expect(life.isOn).toBe(false);
  await expect(life.start(() => Promise.resolve())).rejects.toMatchObject({
    code: 'hypervisor_failed',
    message: 'cannot start a machine that is stopped',
  });
});

test('is on while it runs and while it is paused', () => {
  const life = new MachineLife();
  const failed = expect.objectContaining({ code: 'hypervisor_failed' });
  expect(() => life.assertOn('pause')).toThrow(failed);
  for (const state of ['running', 'paused'] as const) {
    life.moveTo(state);
    expect(() => life.assertOn('pause')).not.toThrow();
  }
});
