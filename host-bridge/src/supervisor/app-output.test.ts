import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppOutput, TAIL_BYTES } from './app-output.ts';

let directory: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-output-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function openOutput(limitBytes = 1_000_000) {
  const told: [string, string][] = [];
  const output = await AppOutput.open({
    stdoutFile: join(directory, 'out'),
    stderrFile: join(directory, 'err'),
    limitBytes,
    reporter: {
      appOutput: (stream, data) => {
        told.push([stream, Buffer.from(data).toString()]);
      },
    },
    signal,
  });
  return { output, told };
}

test('keeps both streams byte for byte, and passes them on', async () => {
  const { output, told } = await openOutput();
  await output.write('stdout', Uint8Array.of(0, 255, 10));
  await output.write('stderr', Buffer.from('warn'));
  await output.write('stdout', Uint8Array.of(0));
  await output[Symbol.asyncDispose]();
  expect([...(await readFile(join(directory, 'out')))]).toEqual([0, 255, 10, 0]);
  expect(await readFile(join(directory, 'err'), 'utf8')).toBe('warn');
  expect(told.map(([stream]) => stream)).toEqual(['stdout', 'stderr', 'stdout']);
});

test('takes as much as the limit on each stream, and not a byte more', async () => {
  const { output, told } = await openOutput(10);
  await using _ = output;
  await output.write('stdout', Buffer.alloc(10));
  await output.write('stderr', Buffer.alloc(4));
  await output.write('stderr', Buffer.alloc(6));
  await expect(output.write('stdout', Buffer.alloc(1))).rejects.toMatchObject({
    code: 'output_limit',
    message: 'the guest sent more than 10 bytes of stdout: raise <output_limit_mb>',
  });
  expect(told).toHaveLength(3);
  expect(await readFile(join(directory, 'out'))).toHaveLength(10);
});

test('waits for the reporter before it takes more', async () => {
  let goOn: () => void = () => undefined;
  await using output = await AppOutput.open({
    stdoutFile: join(directory, 'out'),
    stderrFile: join(directory, 'err'),
    limitBytes: 10,
    reporter: {
      appOutput: () =>
        new Promise<void>((resolve) => {
          goOn = resolve;
        }),
    },
    signal,
  });
  let isWritten = false;
  const written = output.write('stdout', Buffer.from('x')).then(() => {
    isWritten = true;
  });
  await expect.poll(() => readFile(join(directory, 'out'), 'utf8')).toBe('x');
  expect(isWritten).toBe(false);
  goOn();
  await written;
});

test('the tail of standard error is a few safe lines, however much was printed', async () => {
  const { output } = await openOutput(10_000_000);
  await using _ = output;
  await output.write('stdout', Buffer.from('not this\n'));
  await output.write('stderr', Buffer.alloc(TAIL_BYTES * 4, 'x\n'));
  await output.write('stderr', Buffer.from('\u0000one\n\n\u001b[31mtwo\u001b[0m\r\nthr'));
  await output.write('stderr', Buffer.from('ee\n'));
  expect(output.stderrTail(3)).toEqual(['one', 'two', 'three']);
  expect(output.stderrTail(1_000_000).length).toBeLessThanOrEqual(TAIL_BYTES);
  expect(output.stderrTail(0)).toEqual([]);
});

test('where the second file cannot be made, the first is closed and the error told', async () => {
  const open = AppOutput.open({
    stdoutFile: join(directory, 'out'),
    stderrFile: join(directory, 'none', 'err'),
    limitBytes: 1,
    reporter: { appOutput: () => undefined },
    signal,
  });
  await expect(open).rejects.toMatchObject({ code: 'ENOENT' });
});
