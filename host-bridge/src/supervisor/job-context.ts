import type { vmslot } from '@vmslot/proto/agent';
import type { AgentClient, EventPosition } from '../agent-client/index.ts';
import type { Checkpoint, Keeper } from '../checkpoint/index.ts';
import type { GuestDoor } from '../guest-access/guest-door.ts';
import type { Turn, TurnSource } from '../host-queue/index.ts';
import type {
  AgentChannel,
  DriverProbe,
  HypervisorDriver,
  Vm,
  VmEnd,
} from '../hypervisor/driver.ts';
import type { CheckedImage } from '../image/read-image.ts';
import type { Job } from '../job/index.ts';
import type { JobError } from '../outcome.ts';
import type { LinkSession } from '../link-session/link-session.ts';
import type { Reporter } from '../report/reporter.ts';
import type { Slot } from '../slot/slot.ts';
import type { WatchedGuest } from './guest-watch.ts';
import type { HostClocks } from './host-clock-watch.ts';
import type { JobFigures } from './job-figures.ts';
import type { JobObserver } from './job-observer.ts';
import type { MachineControl } from './machine-control.ts';

/** What the caller of a run decides. */
export interface RunSettings {
  readonly job: Job;
  readonly slot: Slot;
  /** Where outputs go. */
  readonly outputDirectory: string;
  /** Where an image that is a bare name is looked for. */
  readonly imageDirectories: readonly string[];
  /** Path of the file behind one of the image's. Default: the same path. */
  readonly resolveImageFile?: ((path: string) => Promise<string>) | undefined;
  readonly driver: HypervisorDriver;
  readonly reporter: Reporter;
  /** The watch's interval: how long a guest that has answered may be silent, in time that its machine had. */
  readonly agentLostTimeoutMs: number;
  /** Time from one checkpoint to the next; undefined: none are made, and none is gone on from. */
  readonly checkpointIntervalMs?: (() => number) | undefined;
  /** CPU time of lives of this job that this one cannot know of, in milliseconds. Default 0. */
  readonly earlierCpuTimeMs?: number | undefined;
  /** CPUs of the host that the machine may use at the most. Default: as many as it has. */
  readonly cpuLimitCount?: number | undefined;
  readonly observer?: JobObserver | undefined;
  /** By which the guest and its link are waited for, and which the guest's clock follows. Default: this host's. */
  readonly clocks?: HostClocks | undefined;
  /** What programs may know of the task when it begins. Default: nothing. */
  readonly appFacts?: vmslot.agent.v1.IAppFacts | undefined;
  /** Turns to boot and to save, shared with other bridges of this host. Default: it asks for none. */
  readonly hostQueue?: TurnSource | undefined;
  /** Outputs that were handed over before, by their source in the guest; they are not taken again. */
  readonly handedOver?: ReadonlySet<string> | undefined;
}

/** What a run gathers on its way from phase to phase; each phase fills in what the next ones need. */
export interface JobContext extends RunSettings {
  /** Aborted with the reason that ends the run: a signal, or the VM stopping by itself. */
  readonly signal: AbortSignal;
  readonly taskId: string;
  readonly control: MachineControl;
  readonly observer: JobObserver;
  readonly clocks: HostClocks;
  /** Ends the run when this VM stops without being asked to, as long as it is needed. */
  readonly watchVm: (vm: Vm) => void;
  /** Ends the run with this error, unless all that the guest has to give is here. */
  readonly stop: (reason: JobError) => void;
  bootId: string;
  figures: JobFigures;
  image?: CheckedImage;
  probe?: DriverProbe;
  /** How the agent is reached. */
  agentChannel?: AgentChannel;
  secret?: Uint8Array;
  vm?: Vm;
  /** Held from before the machine's start until its agent has answered, or it has failed. */
  bootTurn?: Turn;
  /** How the machine that was watched has ended. */
  vmEnd?: VmEnd;
  /** True where it was told that there is no taking turns. */
  isQueueWarned?: boolean;
  /** The checkpoint that this run goes on from. */
  restored?: Checkpoint;
  keeper?: Keeper;
  session?: LinkSession;
  /** Set while the guest must answer; the supervisor disposes it. */
  watch?: WatchedGuest;
  client?: AgentClient;
  /** Way in for other programs of this user; closed before the session. */
  door?: GuestDoor;
  /** Up to where events were dealt with; what a checkpoint must know. Set while the tasks run. */
  progress?: {
    readonly position: EventPosition;
    readonly outputBytes: { readonly stdout: number; readonly stderr: number };
    readonly trickleCount: number;
  };
  ended?: vmslot.agent.v1.ITaskEnded;
  /** Sources of outputs that have been handed over while the tasks ran. */
  readonly takenOutputs: Set<string>;
  outputs?: readonly string[];
  /** Set when all that the guest has to give is here: then its end is no failure. */
  guestIsDone?: boolean;
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
