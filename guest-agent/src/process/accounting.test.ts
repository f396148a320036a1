import { expect, test } from 'vitest';
import { createProcessFixture, run, shell } from './process-store-fixture.ts';

/** Burns processor time of both kinds, then says how much of it was its own. */
const BURNER = `
  const { openSync, readSync, writeSync } = require('node:fs');
  const zero = openSync('/dev/zero', 'r');
  const buffer = Buffer.alloc(1 << 20);
  const total = () => { const { user, system } = process.cpuUsage(); return user + system; };
  for (let sum = 0; total() < 3_000_000; ) {
    for (let i = 0; i < 1_000_000; i += 1) sum += i;
    for (let i = 0; i < 20; i += 1) readSync(zero, buffer);
  }
  const { user, system } = process.cpuUsage();
  writeSync(1, user + ' ' + system + '\\n');
  // What an orderly end costs, on a busy machine up to 30 ms, would be in nobody's words.
  process.kill(process.pid, 'SIGKILL');`;

test('processor time of a tree is what its processes say themselves, within 2 %', async () => {
  await using fixture = await createProcessFixture();
  // A child, a grandchild that is waited for, and one that nobody waits for.
  const burn = `"$NODE" -e "$BURNER"`;
  const script = `${burn} & (${burn}; true) & ( (${burn} &) | cat ); wait`;
  const { end, stdout } = await run(fixture, 'burn', {
    ...shell(script, { env: { NODE: process.execPath, BURNER }, user: 'root' }),
  });
  const said = stdout.trim().split('\n');
  expect(said).toHaveLength(3);
  const sum = (index: number) =>
    said.reduce((total, line) => total + Number(line.split(' ')[index]) / 1000, 0);
  const [userMs, systemMs] = [sum(0), sum(1)];
  const { systemTimeMs = 0, userTimeMs = 0 } = end.figures ?? {};
  const ratio = (userTimeMs + systemTimeMs) / (userMs + systemMs);
  expect(ratio).toBeGreaterThan(0.98);
  expect(ratio).toBeLessThan(1.02);
  // The kernel divides the exact sum by samples, so the parts are less sure.
  expect(Math.abs(userTimeMs - userMs)).toBeLessThan(0.1 * (userMs + systemMs));
  expect(Math.abs(systemTimeMs - systemMs)).toBeLessThan(0.1 * (userMs + systemMs));
});
