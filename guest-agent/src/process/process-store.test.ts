import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import {
  createProcessFixture,
  kill,
  readUntil,
  run,
  shell,
  start,
  watch,
} from './process-store-fixture.ts';

const { EndReason, ProcessState } = vmslot.agent.v1;

test('a program runs, prints and ends', async () => {
  await using fixture = await createProcessFixture();
  const seen = await run(fixture, 'one', shell('echo out; echo err >&2; exit 3'));
  expect(seen).toMatchObject({ stdout: 'out\n', stderr: 'err\n', lostBytes: 0 });
  expect(seen.end).toMatchObject({
    reason: EndReason.END_REASON_EXITED,
    exitCode: 3,
    signalNumber: 0,
    stdoutBytes: 4,
    stderrBytes: 4,
  });
});

test('Start is answered twice in the same way, and starts once', async () => {
  await using fixture = await createProcessFixture();
  const spec = shell('echo $$; sleep 1000');
  const [first, second] = await Promise.all([
    start(fixture, 'twice', spec),
    start(fixture, 'twice', spec),
  ]);
  expect(second.pid).toBe(first.pid);
  expect(first.state).toBe(ProcessState.PROCESS_STATE_RUNNING);
  await expect(start(fixture, 'twice', shell('true'))).rejects.toMatchObject({
    code: 'already_exists',
  });
  await expect(fixture.service.forget({ processId: 'twice' })).rejects.toMatchObject({
    code: 'failed_precondition',
  });
  // A shell that is killed at once prints nothing.
  await readUntil(fixture, 'twice', '\n');
  await kill(fixture, 'twice');
  const { end, stdout } = await watch(fixture, 'twice');
  expect(stdout).toBe(`${first.pid}\n`);
  expect(end).toMatchObject({ reason: EndReason.END_REASON_CONTROLLED, signalNumber: 9 });
  expect((await start(fixture, 'twice', spec)).state).toBe(ProcessState.PROCESS_STATE_ENDED);
  await fixture.service.forget({ processId: 'twice' });
  await expect(fixture.service.describe({ processId: 'twice' })).rejects.toMatchObject({
    code: 'not_found',
  });
});
