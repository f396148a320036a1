import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';

/** What the agent tells of itself and its machine. */
export const METRICS_CASES: readonly ConformanceCase[] = [
  {
    name: 'an agent tells its contract, its start and its machine',
    async run({ client }) {
      const info = await client.system.getInfo({});
      expect(info.contractVersion).toBe(1);
      expect(info.startCount).toBeGreaterThanOrEqual(1);
      expect(info.agentVersion).toMatch(/^\d+\.\d+\.\d+$/);
      expect(info.bootId).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
      expect(info.cpuCount).toBeGreaterThan(0);
      expect(info.memoryTotalBytes).toBeGreaterThanOrEqual(info.memoryAvailableBytes);
      expect(info.diskTotalBytes).toBeGreaterThanOrEqual(info.diskFreeBytes);
      expect(info.agentPeakRssBytes).toBeGreaterThanOrEqual(info.agentRssBytes);
    },
  },
  {
    name: 'no feature is told twice',
    async run({ client }) {
      const { features } = await client.system.getInfo({});
      expect(features).toEqual([...new Set(features)]);
    },
  },
  {
    name: 'processors, memory and load are measured',
    needs: ['metrics'],
    async run({ client }) {
      const { cpu, load, memory } = await client.system.getMetrics({});
      expect(cpu?.cpuCount).toBeGreaterThan(0);
      expect(cpu?.userMs).toBeGreaterThan(0);
      expect(memory?.totalBytes).toBeGreaterThan(64 * 1024 * 1024);
      expect(memory?.availableBytes).toBeLessThanOrEqual(memory?.totalBytes ?? 0);
      expect(load?.threads).toBeGreaterThan(0);
      expect(load?.oneMinute).toBeGreaterThanOrEqual(0);
    },
  },
  {
    name: 'the root file system and its device are measured',
    needs: ['metrics'],
    async run({ client }) {
      const { disks } = await client.system.getMetrics({});
      const root = disks.find(({ mountPoint }) => mountPoint === '/');
      expect(root?.device).toMatch(/^\/dev\//);
      expect(root?.totalBytes).toBeGreaterThan(root?.freeBytes ?? 0);
    },
  },
  {
    name: 'the loopback interface is up and has its address',
    needs: ['metrics'],
    async run({ client }) {
      const { networks } = await client.system.getMetrics({});
      const loopback = networks.find(({ name }) => name === 'lo');
      expect(loopback?.up).toBe(true);
      expect(loopback?.addresses).toContain('127.0.0.1/8');
    },
  },
  {
    name: 'counters never fall, and the time that rates are made of rises',
    needs: ['metrics'],
    async run({ client }) {
      let last = await client.system.getMetrics({});
      for (let round = 0; round < 5; round += 1) {
        const next = await client.system.getMetrics({});
        expect(next.uptimeMs).toBeGreaterThanOrEqual(last.uptimeMs);
        expect(next.cpu?.userMs).toBeGreaterThanOrEqual(last.cpu?.userMs ?? Infinity);
        expect(next.cpu?.systemMs).toBeGreaterThanOrEqual(last.cpu?.systemMs ?? Infinity);
        expect(next.agent?.cpuTimeMs).toBeGreaterThanOrEqual(last.agent?.cpuTimeMs ?? Infinity);
        last = next;
      }
    },
  },
];
