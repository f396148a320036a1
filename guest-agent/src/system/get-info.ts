import { statfs } from 'node:fs/promises';
import { availableParallelism, machine, release, totalmem, uptime } from 'node:os';
import type { vmslot } from '@vmslot/proto/agent';
import { parseMemory } from './parse-memory.ts';
import { readProcIfPresent } from './read-proc.ts';

/** Version of the contract: of the schema, and of what its comments promise. */
export const CONTRACT_VERSION = 1;

/** What GetInfo cannot find out by itself. */
export interface GetInfoOptions {
  readonly agentVersion: string;
  readonly features: readonly string[];
  readonly bootId: string;
  /** Time from the agent's start until it could answer. */
  readonly readyAfterMs: () => number;
  /** Directory whose file system holds the tasks. */
  readonly stateDirectory: string;
  /** How often the agent was started in this boot. Default: once. */
  readonly startCount?: (() => number) | undefined;
}

/** GetInfo of SystemService. */
export async function getInfo(options: GetInfoOptions): Promise<vmslot.agent.v1.IGetInfoResponse> {
  const { blocks, bavail, bsize } = await statfs(options.stateDirectory);
  const status = parseMemory(readProcIfPresent('/proc/self/status'));
  const memory = parseMemory(readProcIfPresent('/proc/meminfo'));
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
    startCount: options.startCount?.() ?? 1,
    contractVersion: CONTRACT_VERSION,
  };
}
