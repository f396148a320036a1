import type { vmslot } from '@vmslot/proto/agent';
import type { AgentClient } from '../agent-client/index.ts';
import type { DriverProbe, HypervisorDriver, Vm, VmImage } from '../hypervisor/driver.ts';
import type { Job } from '../job/index.ts';
import type { LinkSession } from '../link-session/link-session.ts';
import type { Reporter } from '../report/reporter.ts';
import type { Slot } from '../slot/slot.ts';

/** What the caller of a run decides. */
export interface RunSettings {
  readonly job: Job;
  readonly slot: Slot;
  /** Where outputs go. */
  readonly outputDirectory: string;
  /** Where an image that is a bare name is looked for. */
  readonly imageDirectories: readonly string[];
  readonly driver: HypervisorDriver;
  readonly reporter: Reporter;
  /** How long the agent may be out of reach once it has answered. */
  readonly agentLostTimeoutMs: number;
}

/** What a run gathers on its way from phase to phase; each phase fills in what the next ones need. */
export interface JobContext extends RunSettings {
  /** Aborted with the reason that ends the run: a signal, or the VM stopping by itself. */
  readonly signal: AbortSignal;
  readonly bootId: string;
  readonly taskId: string;
  /** Ends the run when this VM stops without being asked to. */
  readonly watchVm: (vm: Vm) => void;
  image?: VmImage;
  probe?: DriverProbe;
  secret?: Uint8Array;
  vm?: Vm;
  session?: LinkSession;
  client?: AgentClient;
  ended?: vmslot.agent.v1.ITaskEnded;
  outputs?: readonly string[];
}

/** A field that an earlier phase must have set. @throws Error, a fault of the bridge itself */
export function required<Key extends keyof JobContext>(
  context: JobContext,
  key: Key,
): NonNullable<JobContext[Key]> {
  const value = context[key];
  if (value === undefined || value === null) throw new Error(`${key} is not set in this phase`);
  return value;
}
