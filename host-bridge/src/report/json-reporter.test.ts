import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { JsonReporter } from './json-reporter.ts';

const signal = new AbortController().signal;

test('each line is one JSON object with a time, whatever is in it', async () => {
  const output = new PassThrough();
  const reporter = new JsonReporter(output);
  reporter.phase('boot', 'line\nbreak "quoted" \u2028');
  reporter.warning('run', 'careful');
  reporter.progress({ phase: 'inputs', fraction: 0.5, text: 'half' });
  const bytes = Uint8Array.of(0xff, 0x00, 0x0a, 0xc3);
  await reporter.appOutput('stderr', bytes, { signal });
  reporter.finished({
    outcome: 'app_failed',
    exitCode: 30,
    phase: 'run',
    message: 'it failed',
    details: ['a'],
    slotDirectory: '/slot',
    outputs: [],
    elapsedMs: 12,
    cpuTimeMs: 3,
  });
  reporter.close();
  const lines = String(output.read()).split('\n');
  expect(lines.pop()).toBe('');
  const values = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(values.map(({ time, ...value }) => [typeof time, value])).toEqual([
    ['string', { type: 'phase', phase: 'boot', text: 'line\nbreak "quoted" \u2028' }],
    ['string', { type: 'warning', phase: 'run', text: 'careful' }],
    ['string', { type: 'progress', phase: 'inputs', fraction: 0.5, text: 'half' }],
    ['string', { type: 'output', stream: 'stderr', base64: Buffer.from(bytes).toString('base64') }],
    [
      'string',
      {
        type: 'finished',
        outcome: 'app_failed',
        exitCode: 30,
        phase: 'run',
        message: 'it failed',
        details: ['a'],
        slotDirectory: '/slot',
        outputs: [],
        elapsedMs: 12,
        cpuTimeMs: 3,
      },
    ],
  ]);
  for (const { time } of values) expect(new Date(String(time)).toISOString()).toBe(time);
});

test('what the app prints waits for a slow reader', async () => {
  const output = new PassThrough({ highWaterMark: 16 });
  const reporter = new JsonReporter(output);
  let isTaken = false;
  const taken = reporter.appOutput('stdout', Buffer.alloc(100), { signal }).then(() => {
    isTaken = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isTaken).toBe(false);
  output.resume();
  await taken;
});
