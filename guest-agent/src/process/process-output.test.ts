import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { OUTPUT_STEP_BYTES } from './process-limits.ts';
import {
  createProcessFixture,
  kill,
  NEVER,
  run,
  shell,
  start,
  watch,
} from './process-store-fixture.ts';

const { EndReason, OutputStream } = vmslot.agent.v1;
const MIB = 1024 * 1024;
/** Prints so many bytes of lines with their numbers, ten bytes each. */
const numbers = (byteCount: number) => `seq -f %09.0f 1 ${byteCount / 10}`;
const line = (offset: number) => `${String(offset / 10 + 1).padStart(9, '0')}\n`;

test('older output is dropped in steps, counted exactly, and takes no room', async () => {
  await using fixture = await createProcessFixture();
  const bytes = 20_000_000;
  await start(fixture, 'much', shell(numbers(bytes), { outputBytes: 3 * MIB }));
  // A reader that comes too late.
  let { process } = await fixture.service.describe({ processId: 'much' });
  while (!process?.end) ({ process } = await fixture.service.describe({ processId: 'much' }));
  const kept = 3 * MIB;
  const stdoutStart = Math.floor((bytes - kept) / OUTPUT_STEP_BYTES) * OUTPUT_STEP_BYTES;
  expect(process).toMatchObject({ stdoutStart, stdoutEnd: bytes, stderrStart: 0, stderrEnd: 0 });
  const seen = await watch(fixture, 'much');
  expect(seen.lostBytes).toBe(stdoutStart);
  expect(seen.stdout).toHaveLength(bytes - stdoutStart);
  // Whole lines from the first that is kept on, and the right ones.
  const first = Math.ceil(stdoutStart / 10) * 10;
  expect(seen.stdout.slice(first - stdoutStart, first - stdoutStart + 10)).toBe(line(first));
  expect(seen.stdout.endsWith(line(bytes - 10))).toBe(true);
  const spool = statSync(join(fixture.directory, 'state/processes/much/output/stdout'));
  expect(spool.size).toBe(bytes);
  expect(spool.blocks * 512).toBeLessThanOrEqual(kept + 2 * OUTPUT_STEP_BYTES);

  await fixture.replace();
  expect(await watch(fixture, 'much')).toEqual(seen);
});

test('a program that prints as fast as it can takes no more room than a few looks', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'fast', { argv: ['head', '-c', String(2048 * MIB), '/dev/zero'] });
  const path = join(fixture.directory, 'state/processes/fast/output/stdout');
  let mostBytes = 0;
  for await (const { kind } of fixture.service.watch(
    { processId: 'fast', figuresIntervalMs: 100 },
    { signal: NEVER },
  )) {
    if (kind === 'figures') mostBytes = Math.max(mostBytes, statSync(path).blocks * 512);
  }
  const { end } = await watch(fixture, 'fast');
  expect(end).toMatchObject({ reason: EndReason.END_REASON_EXITED, stdoutBytes: 2048 * MIB });

  // How much comes between two looks is the machine's; it is not all of it.
  expect(mostBytes).toBeLessThan(1024 * MIB);
  expect(statSync(path).blocks * 512).toBeLessThanOrEqual(3 * MIB);
});

test('a reader that follows misses nothing, whatever the window', async () => {
  await using fixture = await createProcessFixture();
  const script = `for i in 1 2 3 4; do ${numbers(1_000_000)}; sleep 0.05; done`;
  await start(fixture, 'paced', shell(script, { outputBytes: 64 * MIB }));
  const seen = await watch(fixture, 'paced');
  expect(seen.lostBytes).toBe(0);
  expect(seen.stdout).toHaveLength(4_000_000);
  expect(seen.end.stdoutBytes).toBe(4_000_000);
});

test('both streams can be asked for from any offset', async () => {
  await using fixture = await createProcessFixture();
  await run(fixture, 'both', shell('printf 0123456789; printf abcdef >&2'));
  const seen = await watch(fixture, 'both', { stdoutOffset: 4, stderrOffset: 6 });
  expect(seen).toMatchObject({ stdout: '456789', stderr: '', lostBytes: 0 });
  await expect(watch(fixture, 'both', { stdoutOffset: 11 })).rejects.toMatchObject({
    code: 'out_of_range',
    message: 'stdout_offset: 11 is beyond the 10 bytes that were printed so far',
  });
  await expect(watch(fixture, 'both', { stderrOffset: -1 })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});

test('a program that cuts its own output takes away bytes, not offsets', async () => {
  await using fixture = await createProcessFixture();
  const script =
    'printf 0123456789; read -r go; truncate -s 0 /proc/self/fd/1; printf abc; read -r go';
  await start(fixture, 'cut', shell(script, { user: 'root', streamInput: true }));
  const watched = fixture.service.watch({ processId: 'cut' }, { signal: NEVER });
  const events = watched[Symbol.asyncIterator]();
  expect((await events.next()).value).toMatchObject({ output: { offset: 0 } });
  await fixture.service.writeInput({ processId: 'cut', data: Buffer.from('\n\n'), close: true });
  const end = await events.next();
  expect(end.value).toMatchObject({ kind: 'end', end: { stdoutBytes: 10 } });
});

test('a reader that leaves makes room for another; seventeen at once are one too many', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'read', shell('echo x; exec sleep 1000'));
  const readers = Array.from({ length: 17 }, () =>
    fixture.service.watch({ processId: 'read' }, { signal: NEVER })[Symbol.asyncIterator](),
  );
  const first = await Promise.all(readers.slice(0, 16).map((reader) => reader.next()));
  expect(first.every(({ value }) => value?.kind === 'output')).toBe(true);
  await expect(readers[16]?.next()).rejects.toMatchObject({ code: 'resource_exhausted' });
  await readers[0]?.return?.();
  const again = fixture.service.watch({ processId: 'read' }, { signal: NEVER });
  expect((await again[Symbol.asyncIterator]().next()).value).toMatchObject({
    output: { stream: OutputStream.OUTPUT_STREAM_STDOUT, offset: 0, lostBytes: 0 },
  });
  const waiting = readers[1]?.next();
  await kill(fixture, 'read');
  expect((await waiting)?.value).toMatchObject({ kind: 'end' });
});

test('figures come while it runs, and never fall', async () => {
  await using fixture = await createProcessFixture();
  const script = 'i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done; (exec sleep 1)';
  await start(fixture, 'figures', shell(script));
  const cpuTimes: number[] = [];
  const request = { processId: 'figures', figuresIntervalMs: 100 };
  let last = 0;
  for await (const event of fixture.service.watch(request, { signal: NEVER })) {
    if (event.kind === 'figures') cpuTimes.push(event.figures.userTimeMs ?? 0);
    if (event.kind === 'end') last = event.end.figures?.userTimeMs ?? 0;
  }
  expect(cpuTimes.length).toBeGreaterThan(1);
  expect([...cpuTimes, last]).toEqual([...cpuTimes, last].toSorted((a, b) => a - b));
  expect(last).toBeGreaterThan(0);
});

test('where old output cannot be given back, a program that prints too much is ended', async () => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'stuck', shell('read -r go; exec yes', { streamInput: true }));
  // Room is given back by the name of the file.
  const path = join(fixture.directory, 'state/processes/stuck/output/stdout');
  renameSync(path, `${path}.away`);
  await fixture.service.writeInput({ processId: 'stuck', data: Buffer.from('\n') });
  const { end } = await watch(fixture, 'stuck');
  expect(end).toMatchObject({
    reason: EndReason.END_REASON_OUTPUT_LIMIT,
    signalNumber: 9,
    message: expect.stringContaining('cannot give back old output'),
  });
});
