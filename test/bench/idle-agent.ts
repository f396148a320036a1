import { setTimeout as delay } from 'node:timers/promises';
import type { AgentClient } from '../../host-bridge/src/agent-client/index.ts';

/** What an agent costs while nobody asks for anything. */
export interface IdleFigures {
  readonly rssBytes: number;
  /** CPU time over time, 0 to 1 for each CPU. */
  readonly cpuShare: number;
}

/** Questions before the first that counts: one that is asked for the first time is compiled first. */
const WARM_UP_CALLS = 10;

/** Leaves the agent alone for a while, and looks what it used meanwhile, by its own account. */
export async function measureIdle(client: AgentClient, idleMs: number): Promise<IdleFigures> {
  for (let call = 0; call < WARM_UP_CALLS; call += 1) await client.system.getMetrics({});
  const before = await client.system.getMetrics({});
  await delay(idleMs);
  const after = await client.system.getMetrics({});
  const cpuMs = (after.agent?.cpuTimeMs ?? 0) - (before.agent?.cpuTimeMs ?? 0);
  const wallMs = (after.uptimeMs ?? 0) - (before.uptimeMs ?? 0);
  return { rssBytes: after.agent?.rssBytes ?? 0, cpuShare: cpuMs / wallMs };
}
