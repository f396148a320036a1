import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { CpuTimeReader, parseCpuTimeMs, parsePs, processFigures } from './process-figures.ts';

describe('processFigures', () => {
  test('are those of the process', async () => {
    const figures = await processFigures(process.pid);
    const { user, system } = process.cpuUsage();
    expect(figures?.cpuTimeMs).toBeGreaterThan(0);
    expect(figures?.cpuTimeMs).toBeLessThanOrEqual((user + system) / 1000 + 10_000);
    expect(figures?.residentBytes).toBeGreaterThan(1024 * 1024);
  });

  test('are none where there is no process', async () => {
    expect(await processFigures(2 ** 30)).toBeUndefined();
  });
});

describe('CpuTimeReader', () => {
  test('stays with its process', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    await once(child, 'spawn');
    using reader = new CpuTimeReader(child.pid ?? 0);
    expect(reader.read()).toEqual(expect.any(Number));
    child.stdin.end();
    await once(child, 'exit');
    expect(reader.read()).toBeUndefined();
    reader[Symbol.dispose]();
    expect(reader.read()).toBeUndefined();
  });

  test('reads nothing where there is no process', () => {
    using reader = new CpuTimeReader(2 ** 30);
    expect(reader.read()).toBeUndefined();
  });
});

test.each([
  ['7 (a) b (c) S 1 7 7 0 -1 4194304 5 6 7 8 12 34 9 9 20', 460],
  ['7 (qemu) S 1 7 7 0 -1 4194304 5 6 7 8 0 0 9', 0],
  ['7 (qemu) S 1', undefined],
  ['', undefined],
])('CPU time in %j is %s ms', (stat, ms) => {
  expect(parseCpuTimeMs(stat)).toBe(ms);
});

test.each([
  ['  0:01.25  2048\n', 1_250, 2048 * 1024],
  ['12:34 1', 754_000, 1024],
  ['01:02:03 0', 3_723_000, 0],
  ['2-01:00:00 5', 176_400_000, 5 * 1024],
])('ps line %j', (line, cpuTimeMs, residentBytes) => {
  expect(parsePs(line)).toEqual({ cpuTimeMs, residentBytes });
});

test.each(['', 'ps: no such process', '1 2', '1:2:3:4 5'])('ps line %j says nothing', (line) => {
  expect(parsePs(line)).toBeUndefined();
});
