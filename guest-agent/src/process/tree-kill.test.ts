import { randomUUID } from 'node:crypto';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { findMarked } from './find-marked.ts';
import { killNastyTrees, NASTY } from './nasty-trees.ts';
import {
  createProcessFixture,
  kill,
  readUntil,
  shell,
  start,
  watch,
} from './process-store-fixture.ts';

const { EndReason, ProcessVerb, SignalTarget } = vmslot.agent.v1;

test('trees of the nasty kinds are gone when the kill is answered', async () => {
  await using fixture = await createProcessFixture();
  for (let round = 0; round < 3; round += 1)
    expect(await killNastyTrees(fixture, round)).toEqual([]);
});

test('a frozen tree can be killed', async () => {
  await using fixture = await createProcessFixture();
  const mark = `vmslot-${randomUUID()}`;
  await start(fixture, 'ice', { ...NASTY['double fork'], env: { MARK: mark } });
  await readUntil(fixture, 'ice', 'up\n');
  await fixture.service.signal({ processId: 'ice', verb: ProcessVerb.PROCESS_VERB_FREEZE });
  expect(findMarked(mark).length).toBeGreaterThan(1);
  await kill(fixture, 'ice');
  expect(findMarked(mark)).toEqual([]);
  expect((await watch(fixture, 'ice')).end.reason).toBe(EndReason.END_REASON_CONTROLLED);
});

test('a signal reaches every process of a tree, and the leader alone where that is asked for', async () => {
  await using fixture = await createProcessFixture();
  const script =
    'trap "echo leader" USR1; (trap "echo child" USR1; echo up; while :; do sleep 0.01; done) & while :; do sleep 0.01; done';
  await start(fixture, 'tree', shell(script));
  await readUntil(fixture, 'tree', 'up\n');
  const signal = { processId: 'tree', verb: ProcessVerb.PROCESS_VERB_SIGNAL, signalNumber: 10 };
  await fixture.service.signal({ ...signal, target: SignalTarget.SIGNAL_TARGET_LEADER });
  expect(await readUntil(fixture, 'tree', 'leader\n')).toBe('up\nleader\n');
  await fixture.service.signal(signal);
  await readUntil(fixture, 'tree', 'child\n').catch(() => undefined);
  await kill(fixture, 'tree');
  const lines = (await watch(fixture, 'tree')).stdout.split('\n');
  expect(lines.filter((line) => line === 'child')).toHaveLength(1);
  expect(lines[0]).toBe('up');
});
