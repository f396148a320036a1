import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { ProcessRecord } from './process-record.ts';
import {
  createProcessFixture,
  kill,
  type ProcessFixture,
  readUntil,
  run,
  shell,
  start,
  watch,
} from './process-store-fixture.ts';

const { EndReason, ProcessVerb } = vmslot.agent.v1;
const CAT = { argv: ['cat'], streamInput: true };

async function write(fixture: ProcessFixture, offset: number, text: string, close = false) {
  const data = Buffer.from(text, 'latin1');
  const { acceptedBytes } = await fixture.service.writeInput({
    processId: 'in',
    offset,
    data,
    close,
  });
  return acceptedBytes;
}

test('input is written once, whatever is repeated, and closed', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'in', CAT);
  expect(await write(fixture, 0, 'hello ')).toBe(6);
  expect(await write(fixture, 0, 'hello ')).toBe(6);
  expect(await write(fixture, 3, 'lo world')).toBe(11);
  await expect(write(fixture, 12, 'x')).rejects.toMatchObject({
    code: 'out_of_range',
    message: 'offset: 12 is beyond the 11 bytes that were accepted so far',
  });
  expect(await write(fixture, 11, '!', true)).toBe(12);
  const { end, stdout } = await watch(fixture, 'in');
  expect(stdout).toBe('hello world!');
  expect(end).toMatchObject({ reason: EndReason.END_REASON_EXITED, exitCode: 0 });
  // Repeated after the end, it is as it was; only more fails.
  expect(await write(fixture, 11, '!', true)).toBe(12);
  await expect(write(fixture, 12, 'more')).rejects.toMatchObject({ code: 'failed_precondition' });
  const { process } = await fixture.service.describe({ processId: 'in' });
  expect(process).toMatchObject({ inputBytes: 12, inputClosed: true });
});

test('input that is closed at once ends at once', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'in', CAT);
  expect(await write(fixture, 0, '', true)).toBe(0);
  expect(await write(fixture, 0, '', true)).toBe(0);
  expect((await watch(fixture, 'in')).stdout).toBe('');
  await expect(write(fixture, 0, 'x')).rejects.toMatchObject({ code: 'failed_precondition' });
});

test('a program that does not read takes what the kernel keeps for it, and holds nobody up', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'in', shell('read -r go <&0; exec cat', { streamInput: true }));
  await fixture.service.signal({ processId: 'in', verb: ProcessVerb.PROCESS_VERB_FREEZE });
  const text = `go\n${'x'.repeat(400_000)}`;
  const accepted = (await write(fixture, 0, text)) ?? 0;
  expect(accepted).toBeGreaterThan(0);
  expect(accepted).toBeLessThan(text.length);
  expect(await write(fixture, accepted, 'y')).toBe(accepted);
  await fixture.service.signal({ processId: 'in', verb: ProcessVerb.PROCESS_VERB_THAW });
  for (let next = accepted; next < text.length;) {
    next = (await write(fixture, next, text.slice(next), true)) ?? 0;
  }
  expect((await watch(fixture, 'in')).stdout).toBe('x'.repeat(400_000));
});

test('a program that has closed its input says so', async () => {
  await using fixture = await createProcessFixture();
  await start(
    fixture,
    'in',
    shell('exec <&-; echo closed; exec sleep 1000', { streamInput: true }),
  );
  await readUntil(fixture, 'in', 'closed\n');
  await expect(write(fixture, 0, 'x')).rejects.toMatchObject({
    code: 'failed_precondition',
    message: 'process in: nobody reads its input any more',
  });
});

test('a program without a stream takes none', async () => {
  await using fixture = await createProcessFixture();
  await run(fixture, 'in', { argv: ['cat'] });
  await expect(write(fixture, 0, 'x')).rejects.toMatchObject({ code: 'failed_precondition' });
});

test('more than a mebibyte in a call is refused', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'in', CAT);
  await expect(write(fixture, 0, 'x'.repeat(1024 * 1024 + 1))).rejects.toMatchObject({
    code: 'invalid_argument',
    message: 'data: must be at most 1048576 bytes',
  });
});

test('what the next agent accepts follows on what the last one accepted', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'in', CAT);
  expect(await write(fixture, 0, 'first ')).toBe(6);
  await fixture.replace();
  expect(await write(fixture, 0, 'first second')).toBe(12);
  expect(await write(fixture, 12, '', true)).toBe(12);
  expect((await watch(fixture, 'in')).stdout).toBe('first second');
});

test('an agent that died between writing and knowing says so, and writes nothing twice', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'in', CAT);
  expect(await write(fixture, 0, 'known')).toBe(5);
  await fixture.store.release();
  {
    const path = `${fixture.directory}/state/processes/in/state`;
    using record = ProcessRecord.reopen(path, 0);
    record.change({ writingEnd: 9 });
  }
  await fixture.replace();
  await expect(write(fixture, 5, 'more')).rejects.toMatchObject({ code: 'aborted' });
  expect(await write(fixture, 0, 'known')).toBe(5);
  expect(await write(fixture, 5, '', true)).toBe(5);
  expect((await watch(fixture, 'in')).stdout).toBe('known');
});

test('a terminal takes input, and echoes it', async () => {
  await using fixture = await createProcessFixture();
  const terminal = { columns: 80, rows: 24 };
  await start(fixture, 'in', shell('read -r word; echo "got $word"; read -r more', { terminal }));
  expect(await write(fixture, 0, 'hi\n')).toBe(3);
  expect(await readUntil(fixture, 'in', 'got hi\r\n')).toBe('hi\r\ngot hi\r\n');
  await fixture.service.resize({ processId: 'in', terminal: { columns: 120, rows: 40 } });
  await kill(fixture, 'in');
});

test('a terminal is resized, and its program is told', async () => {
  await using fixture = await createProcessFixture();
  const terminal = { columns: 80, rows: 24 };
  const script = 'trap "stty size; exit" WINCH; echo up; while :; do sleep 0.01; done';
  await start(fixture, 'in', shell(script, { terminal }));
  await readUntil(fixture, 'in', 'up\r\n');
  await fixture.service.resize({ processId: 'in', terminal: { columns: 132, rows: 50 } });
  expect((await watch(fixture, 'in')).stdout).toBe('up\r\n50 132\r\n');
  await expect(fixture.service.resize({ processId: 'in', terminal })).rejects.toMatchObject({
    code: 'failed_precondition',
  });
});
