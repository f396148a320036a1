import { statfs } from 'node:fs/promises';
import { availableParallelism, networkInterfaces, uptime } from 'node:os';
import type { vmslot } from '@vmslot/proto/agent';
import { parseDisk, type DiskCounters } from './parse-disk.ts';
import { parseLoad } from './parse-load.ts';
import { parseMemory } from './parse-memory.ts';
import { blockDeviceMounts, parseMounts, type Mount } from './parse-mounts.ts';
import { parseNetwork, type NetworkCounters } from './parse-network.ts';
import { parseStat } from './parse-stat.ts';
import { readProcIfPresent } from './read-proc.ts';
import { MAX_ADDRESS_COUNT, MAX_DISK_COUNT } from './system-limits.ts';
import { wallTimeUs } from './wall-clock.ts';

/** GetMetrics of SystemService. What a kernel does not tell is 0 or left out. */
export async function getMetrics(): Promise<vmslot.agent.v1.IGetMetricsResponse> {
  const memory = parseMemory(readProcIfPresent('/proc/meminfo'));
  const { user, system } = process.cpuUsage();
  const counters = parseDisk(readProcIfPresent('/proc/diskstats'));
  const mounts = blockDeviceMounts(parseMounts(readProcIfPresent('/proc/self/mountinfo')));
  const disks = mounts.slice(0, MAX_DISK_COUNT).map((mount) => measureDisk(mount, counters));
  const addresses = networkInterfaces();
  return {
    uptimeMs: Math.round(uptime() * 1000),
    wallTimeMs: Math.round(wallTimeUs() / 1000),
    cpu: { cpuCount: availableParallelism(), ...parseStat(readProcIfPresent('/proc/stat')) },
    memory: {
      totalBytes: memory.get('MemTotal') ?? 0,
      availableBytes: memory.get('MemAvailable') ?? 0,
      cachedBytes: memory.get('Cached') ?? 0,
      swapTotalBytes: memory.get('SwapTotal') ?? 0,
      swapFreeBytes: memory.get('SwapFree') ?? 0,
    },
    disks: (await Promise.all(disks)).filter((disk) => disk !== undefined),
    networks: parseNetwork(readProcIfPresent('/proc/net/dev')).map((network) => ({
      ...withState(network),
      addresses: (addresses[network.name] ?? [])
        .slice(0, MAX_ADDRESS_COUNT)
        .map(({ cidr, address }) => cidr ?? address),
    })),
    load: parseLoad(readProcIfPresent('/proc/loadavg')),
    agent: { cpuTimeMs: Math.round((user + system) / 1000), rssBytes: process.memoryUsage.rss() },
  };
}

/** Undefined for a file system that has gone meanwhile. */
async function measureDisk(
  mount: Mount,
  counters: ReadonlyMap<string, DiskCounters>,
): Promise<vmslot.agent.v1.IDiskMetrics | undefined> {
  const { mountPoint, source, fileSystem, deviceNumber } = mount;
  try {
    const { blocks, bavail, bsize } = await statfs(mountPoint);
    return {
      mountPoint,
      device: source,
      fileSystem,
      totalBytes: blocks * bsize,
      freeBytes: bavail * bsize,
      ...counters.get(deviceNumber),
    };
  } catch {
    return undefined;
  }
}

/** IFF_UP of netdevice(7): switched on, whether or not there is an address. */
const FLAG_UP = 1;

function withState(network: NetworkCounters): NetworkCounters & { readonly up: boolean } {
  const flags = Number(readProcIfPresent(`/sys/class/net/${network.name}/flags`));
  return { ...network, up: (flags & FLAG_UP) !== 0 };
}
