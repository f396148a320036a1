import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { REAL_CLOCK } from './real-clock.ts';

test('goes on, calls back, and can be told not to', async () => {
  const startedAt = REAL_CLOCK.now();
  const canceled = REAL_CLOCK.setTimer(() => expect.unreachable(), 1);
  canceled.cancel();
  canceled.cancel();
  await new Promise<void>((resolve) => {
    REAL_CLOCK.setTimer(resolve, 2);
  });
  expect(REAL_CLOCK.now()).toBeGreaterThan(startedAt);
});

test('its timers do not keep a process alive', async () => {
  const url = new URL('./real-clock.ts', import.meta.url).href;
  const script = `const { REAL_CLOCK } = await import('${url}'); REAL_CLOCK.setTimer(() => {}, 3_600_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(child, 'exit')).toEqual([0, null]);
}, 30_000);
