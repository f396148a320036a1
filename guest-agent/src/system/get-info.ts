import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, machine, release, totalmem, uptime } from 'node:os';
import type { vmslot } from '@vmslot/proto/agent';

/** What GetInfo cannot find out by itself. */
export interface GetInfoOptions {
  readonly agentVersion: string;
  readonly features: readonly string[];
  readonly bootId: string;
  /** Time from the agent's start until it could answer. */
  readonly readyAfterMs: () => number;
  /** Directory whose file system holds the tasks. */
  readonly stateDirectory: string;
}

/** GetInfo of SystemService. */
export async function getInfo(options: GetInfoOptions): Promise<vmslot.agent.v1.IGetInfoResponse> {
  const { blocks, bavail, bsize } = await statfs(options.stateDirectory);
  const status = await kilobyteFields('/proc/self/status');
  const memory = await kilobyteFields('/proc/meminfo');
  return {
    agentVersion: options.agentVersion,
    features: [...options.features],
    bootId: options.bootId,
    kernel: release(),
    architecture: machine(),
    uptimeMs: Math.round(uptime() * 1000),
    readyAfterMs: Math.round(options.readyAfterMs()),
    cpuCount: availableParallelism(),
    memoryTotalBytes: totalmem(),
    memoryAvailableBytes: memory.get('MemAvailable') ?? 0,
    agentRssBytes: status.get('VmRSS') ?? 0,
    agentPeakRssBytes: status.get('VmHWM') ?? 0,
    diskTotalBytes: blocks * bsize,
    diskFreeBytes: bavail * bsize,
  };
}

/** The `Name: n kB` lines of a file of /proc, in bytes; proc(5). */
async function kilobyteFields(path: string): Promise<Map<string, number>> {
  const fields = new Map<string, number>();
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    const match = /^(\w+):\s+(\d+) kB$/.exec(line);
    if (match?.[1] !== undefined) fields.set(match[1], Number(match[2]) * 1024);
  }
  return fields;
}
