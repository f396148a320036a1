import { describe, expect, test } from 'vitest';
import { getInfo } from './get-info.ts';
import { getMetrics } from './get-metrics.ts';

describe('this machine', () => {
  test('tells of its processors, memory, disks and networks', async () => {
    const { agent, cpu, disks, memory, networks, uptimeMs, wallTimeMs } = await getMetrics();
    expect(cpu?.cpuCount).toBeGreaterThan(0);
    expect(cpu?.userMs).toBeGreaterThan(0);
    expect(cpu?.idleMs).toBeGreaterThan(0);
    expect(memory?.totalBytes).toBeGreaterThan(memory?.availableBytes ?? Infinity);
    expect(networks).toContainEqual(
      expect.objectContaining({
        name: 'lo',
        up: true,
        addresses: expect.arrayContaining(['127.0.0.1/8']),
      }),
    );
    expect(disks?.find(({ mountPoint }) => mountPoint === '/')?.totalBytes).toBeGreaterThan(1e6);
    expect(agent?.rssBytes).toBeGreaterThan(1e6);
    expect(agent?.cpuTimeMs).toBeGreaterThan(0);
    expect(uptimeMs).toBeGreaterThan(0);
    expect(wallTimeMs).toBeGreaterThan(Date.UTC(2020, 0));
  });

  test('counters never fall from one look to the next', async () => {
    const before = await getMetrics();
    const after = await getMetrics();
    for (const name of ['userMs', 'systemMs', 'idleMs'] as const) {
      expect(after.cpu?.[name]).toBeGreaterThanOrEqual(before.cpu?.[name] ?? Infinity);
    }
    expect(after.uptimeMs).toBeGreaterThanOrEqual(before.uptimeMs ?? Infinity);
  });

  test('an agent that was started once says so, with its contract', async () => {
    const info = {
      agentVersion: '1.2.3',
      features: ['a'],
      bootId: 'boot',
      readyAfterMs: () => 3.4,
      stateDirectory: '/',
    };
    expect(await getInfo(info)).toMatchObject({
      agentVersion: '1.2.3',
      features: ['a'],
      bootId: 'boot',
      readyAfterMs: 3,
      startCount: 1,
      contractVersion: 1,
    });
    expect(await getInfo({ ...info, startCount: () => 4 })).toMatchObject({ startCount: 4 });
  });
});
