import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test, vi } from 'vitest';
import { runUntilDeath } from './dying-store-fixture.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  outputOf,
  shell,
} from './task-store-fixture.ts';

const { EndReason } = vmslot.agent.v1;

// An agent for each call, on a machine that others use as well: slowness is no failure.
vi.setConfig({ testTimeout: 300_000 });

/** Writes where the app may write, and so that a second run would be seen. */
const SCRIPT = 'echo ran | tee -a ran "$TMPDIR/ran"; cat ran "$TMPDIR/ran"; echo err >&2; exit 7';

test('a task runs once and whole, wherever the agent dies on the way', async () => {
  const request = { taskId: 'dies', steps: [shell(SCRIPT)] };
  const calls: string[] = [];
  for (;;) {
    await using fixture = await createStoreFixture();
    const { cgroupRoot, directory } = fixture;
    const options = { stateDirectory: join(directory, 'state'), cgroupRoot, defaultUser: 'nobody' };
    const call = await runUntilDeath({ options, request, deadlyCall: calls.length + 1 });
    if (call === '') break;
    calls.push(call);
    const events = await collect(fixture.store.run(request, NEVER));
    const where = `dead before call ${calls.length}: ${call}`;
    expect({ where, text: outputOf(events), errors: outputOf(events, 2) }).toEqual({
      where,
      text: 'ran\nran\nran\n',
      errors: 'err\n',
    });
    expect({ where, outcome: endOf(events).outcome }).toMatchObject({
      where,
      outcome: { reason: EndReason.END_REASON_EXITED, exitCode: 7 },
    });
  }
  // The list is not empty, and goes to the end.
  expect(calls).toContain('mkdtemp staging-');
  expect(calls).toContain('spawn busybox');
  expect(calls).toContain('rename launch.0');
});

/** A call of an agent that comes before a first step has ended; of the calls before, another test tells all. */
const BEFORE_FIRST_END = 45;

test('what the steps of a task have done counts, wherever the agent dies on the way', async () => {
  const first = shell('echo "0 7" >credit', { creditFile: 'credit' });
  const request = { taskId: 'counts', steps: [first, shell('exit 0')] };
  const counted: Record<string, unknown> = {};
  for (let deadlyCall = BEFORE_FIRST_END; ; deadlyCall += 1) {
    await using fixture = await createStoreFixture();
    const { cgroupRoot, directory } = fixture;
    const options = { stateDirectory: join(directory, 'state'), cgroupRoot, defaultUser: 'nobody' };
    const call = await runUntilDeath({ options, request, deadlyCall });
    if (call === '') break;
    const events = await collect(fixture.store.run(request, NEVER));
    counted[`${deadlyCall}: ${call}`] = endOf(events).status?.integerOperations;
  }
  const calls = Object.keys(counted);
  const names = calls.map((call) => call.replace(/.*: /, ''));
  // From before the end of the first step to the end of the task.
  expect(names).toEqual(expect.arrayContaining(['rename launch.0', 'rename launch.1']));
  expect(counted).toEqual(Object.fromEntries(calls.map((call) => [call, 7])));
});
