import type { ProcessIdentity } from '../process/process-identity.ts';
import type { HypervisorErrorCode } from './errors.ts';

/**
 * Driver: the part of the bridge that knows one hypervisor. It powers, pauses and connects a virtual
 * machine; it never asks the vendor's guest tools for anything (design D12).
 *
 * Call order: `locate` and `probe` any time; `define` once per job and slot, or `reopen` where an earlier life of
 * the job left its disk; then on the {@link Vm}: `start` once, `pause` and `resume` in pairs while
 * running, `saveSnapshot` and `deleteSnapshot` as often as wanted, `stop` at the end, `destroy` last,
 * when nobody wants the disk and its snapshots any more (it deletes what `define` made). All are safe
 * to repeat.
 */
export interface HypervisorDriver {
  /** Name as users type it: `qemu`. */
  readonly name: string;
  /**
   * Path of the hypervisor's program, without running anything: the one that `probe` tells as well.
   * @throws HypervisorError with code `hypervisor_missing`.
   */
  locate(): Promise<string>;
  /**
   * Finds the hypervisor and tries its accelerators by running something under them.
   * @throws HypervisorError with code `hypervisor_missing` or `accelerator_unusable`.
   */
  probe(options: ProbeOptions): Promise<DriverProbe>;
  /**
   * Makes the job's overlay disk in the slot; the image is only read.
   * @throws HypervisorError with code `no_room`, `image_unusable`, `hypervisor_failed`, or `unsupported`
   *   where the definition asks for what the driver cannot do.
   */
  define(definition: VmDefinition, options: CallOptions): Promise<Vm>;
  /**
   * Like `define`, but keeps the overlay disk, with its snapshots, that an earlier life of the same job
   * left in the slot. That life's machine must be gone: see `endOrphan`.
   * @throws HypervisorError as `define`, and `snapshot_unusable` where there is no overlay, or not one
   *   of this image and size; what is in the slot stays as it is then.
   */
  reopen(definition: VmDefinition, options: CallOptions): Promise<Vm>;
}

/** Every wait can be given up. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ProbeOptions extends CallOptions {
  /** Which accelerators may be used, best first; others are not tried. */
  readonly accelerators?: readonly Accelerator[] | undefined;
  /** How long one accelerator may take to run the trial guest. Default: the driver's own, QEMU's is 5,000. */
  readonly trialTimeoutMs?: number | undefined;
  /** Existing directory for the trial's files, which are deleted again. Default: the system's own. */
  readonly scratchDirectory?: string | undefined;
}

/**
 * `tcg` is software emulation; `native`: what runs in the guest are processes of the host's own kernel, at
 * its speed (User-Mode Linux); `vendor`: what a vendor's product brings itself to use the processor's
 * virtualization (VirtualBox, VMware); the others are interfaces of the host's system to it.
 */
export type Accelerator = 'kvm' | 'hvf' | 'whpx' | 'tcg' | 'native' | 'vendor';

/** What a probe found. */
export interface DriverProbe {
  readonly driver: string;
  /** Path of the hypervisor's program. */
  readonly program: string;
  /** Version as it prints it, for instance `7.2.22`. */
  readonly version: string;
  /** The first accelerator that ran the trial guest. */
  readonly accelerator: Accelerator;
  /** Those that were tried before it, each with one line why not. */
  readonly rejected: readonly { readonly accelerator: Accelerator; readonly reason: string }[];
  readonly capabilities: DriverCapabilities;
}

/** Ways to the agent in a machine: a port of virtio-serial, or the second serial port, a 16550. */
export type AgentChannel = 'virtio-serial' | 'serial';

/**
 * What a driver can do here; callers ask this, never the name. A verb that is not stated rejects with
 * `unsupported`, and nothing has changed then.
 */
export interface DriverCapabilities {
  /** `pause`, `resume` and {@link StartOptions.paused}. */
  readonly pause: boolean;
  /** `saveSnapshot`, `deleteSnapshot`, `listSnapshots`, `reopen` and `restoreTag`. */
  readonly snapshot: boolean;
  /** The guest goes on while a snapshot is saved. */
  readonly liveSnapshot: boolean;
  /** {@link VmDefinition.network}. */
  readonly network: boolean;
  /** `setNetworkUp`. */
  readonly networkSwitch: boolean;
  /** `limitCpu`. */
  readonly cpuLimit: boolean;
  /** Memory that the guest does not need can be taken back while it runs. */
  readonly balloon: boolean;
  /** `consoleTail` shows what the guest writes; else it is empty. */
  readonly console: boolean;
  /** A picture of the guest's screen can be had. */
  readonly screenshot: boolean;
  /** {@link VmDefinition.agentChannel}, the best first. */
  readonly agentChannels: readonly AgentChannel[];
}

/** A machine to make. */
export interface VmDefinition {
  /** Directory that belongs to this job alone; everything the driver writes is below it. */
  readonly slotDirectory: string;
  readonly image: VmImage;
  readonly accelerator: Accelerator;
  readonly memoryBytes: number;
  readonly cpuCount: number;
  /**
   * Size of the guest's disk beyond the image's own. Without snapshots the overlay never grows past
   * image + this; each snapshot may add the guest's memory, and the blocks written since.
   */
  readonly diskLimitBytes: number;
  /** False: the machine has no network card at all. */
  readonly network: boolean;
  /** File whose bytes are the seed disk. */
  readonly seedFile: string;
  /** Name of the virtio-serial port of the agent. */
  readonly agentPortName: string;
  /**
   * How the agent is reached: by that port, or by the machine's second serial port, a 16550
   * ({@link AGENT_SERIAL_DEVICE}), and then there is no such port. Default `virtio-serial`.
   */
  readonly agentChannel?: AgentChannel | undefined;
  /** Name of the virtio-serial port that {@link Vm.readStatus} reads. Default: there is none; none where the image is for a `pc`. */
  readonly statusPortName?: string | undefined;
  /**
   * The machine's model, as {@link Vm.machineType} told it when a snapshot was saved: a newer
   * hypervisor still builds the old one. Default: the newest that this hypervisor has.
   */
  readonly machineType?: string | undefined;
  /** Further ports for measurements. */
  readonly extraPorts?: readonly ExtraPort[] | undefined;
}

/** A port of a machine beside the agent's: a unix socket that the driver listens on. */
export interface ExtraPort {
  /** Of a virtio-serial port; serial ports have none, and come behind console and agent. */
  readonly name: string;
  readonly socketPath: string;
  /** Default `virtio-serial`. */
  readonly channel?: 'virtio-serial' | 'serial' | undefined;
}

/**
 * Devices that an image has drivers for. `virtio`: those that hypervisors make for virtual machines, and the rest
 * of a PC. `pc`: those of a plain PC alone, IDE discs and 16550 serial ports; the agent is reached by one of
 * these ports.
 */
export type ImageDevices = 'virtio' | 'pc';

/** The files of an image, absolute paths; see images/README.md. */
export interface VmImage {
  readonly directory: string;
  readonly diskFile: string;
  readonly diskFormat: 'raw' | 'qcow2';
  readonly kernelFile: string;
  readonly initrdFile: string;
  /**
   * Disc, ISO 9660, that boots by itself (El Torito, BIOS): boot loader, kernel and initrd, with the kernel's
   * arguments, `console=ttyS0` among them. For hypervisors that start no kernel directly.
   */
  readonly bootFile?: string | undefined;
  /** Default `virtio`. Drivers that have one kind of devices only do not ask. */
  readonly devices?: ImageDevices | undefined;
  /** Kernel command line, without what the driver adds (console device). */
  readonly kernelArguments: string;
  readonly architecture: 'x86_64' | 'aarch64';
}

/** The second serial port of a machine as Linux guests know it. */
export const AGENT_SERIAL_DEVICE = '/dev/ttyS1';

/** Most bytes that may be on the way on a serial port, unread; in both directions. */
export const MAX_SERIAL_IN_FLIGHT_BYTES = 3000;

/** Where the link to the agent is dialled. */
export interface AgentEndpoint {
  readonly kind: 'unix-socket';
  /** Absolute, or relative to the working directory of this process where only that is short enough. */
  readonly path: string;
  /** Most bytes that may be unacknowledged towards the guest on this transport; undefined: no limit. */
  readonly maxInFlightBytes?: number | undefined;
}

export type VmState = 'defined' | 'running' | 'paused' | 'stopped';

export interface StartOptions extends CallOptions {
  /** Snapshot to go on from; without it the guest boots. */
  readonly restoreTag?: string | undefined;
  /**
   * True: the machine is made ready, and stays paused until `resume`. Where the hypervisor starts none
   * paused (VMware), it runs for a moment before. Default false.
   */
  readonly paused?: boolean | undefined;
}

/** Names of snapshots. */
export const SNAPSHOT_TAG = /^[A-Za-z0-9._-]{1,64}$/;

/** What saving a snapshot cost. */
export interface SnapshotSaved {
  /** How long the guest's CPUs stood still; 0 for a machine that was paused. */
  readonly standstillMs: number;
  /** Size of the state that was saved: memory and devices, without the disk. */
  readonly bytes: number;
}

/** A snapshot on the overlay disk. */
export interface SnapshotInfo {
  readonly tag: string;
  /** As {@link SnapshotSaved.bytes}. */
  readonly bytes: number;
  /** The host's clock when it was saved, in milliseconds since 1970, to the second. */
  readonly savedAtMs: number;
}

/** Most bytes that {@link Vm.readStatus} gives. */
export const MAX_STATUS_READ_BYTES = 4096;

/** Bytes of the guest's console that are kept for {@link Vm.consoleTail}; the last ones win. */
export const MAX_CONSOLE_TAIL_BYTES = 64 * 1024;

/** What the hypervisor's process has used, guest and all. */
export interface VmFigures {
  /** CPU time, user and system, since the process was started; it never falls within one life. */
  readonly cpuTimeMs: number;
  /** Memory that the process occupies now. */
  readonly residentBytes: number;
}

/** Smallest limit of {@link Vm.limitCpu}. */
export const MIN_CPU_LIMIT_COUNT = 0.01;

/**
 * One machine. Owner: who called `define` or `reopen`; it must call `stop`, or `destroy`, which also
 * deletes the disk.
 */
export interface Vm {
  readonly state: VmState;
  /** Process of the hypervisor while it runs. */
  readonly pid: number | undefined;
  /**
   * The same, as what a state file must keep so that `endOrphan` finds it in a later life. Set from
   * before the CPUs run until the end.
   */
  readonly processIdentity: ProcessIdentity | undefined;
  /**
   * Model of the machine with its version, for {@link VmDefinition.machineType}; undefined before it
   * has been started.
   */
  readonly machineType: string | undefined;
  readonly endpoint: AgentEndpoint;
  /** Bytes of the host's disk that the slot's own files take now. */
  diskUsageBytes(): Promise<number>;
  /**
   * Powers the machine on, or restores a snapshot; resolves when its CPUs run, or could (`paused`).
   * After a restore the agent's port is as new: dial it again.
   * @throws HypervisorError with code `hypervisor_failed` and the hypervisor's own last words;
   *   `no_memory` where the host refuses the machine's memory;
   *   `snapshot_unusable` where the snapshot is missing, damaged or does not fit this hypervisor. The
   *   process is gone then, and all other snapshots are as good as before: `reopen`, and try another.
   */
  start(options: StartOptions): Promise<void>;
  /**
   * Stops the guest's CPUs. Its clock stands still as well, or jumps when it goes on: who resumes a guest
   * sets its clock.
   */
  pause(options: CallOptions): Promise<void>;
  resume(options: CallOptions): Promise<void>;
  /**
   * Saves memory, devices and disk under a new name, while the machine runs or is paused, as which it
   * goes on afterwards. The machine stands still meanwhile. When this resolves, the snapshot survives
   * a power cut; as long as it has not, the earlier snapshots do. A save cannot be taken back: where
   * `signal` aborts, it may still come to its end, and other calls wait for that.
   * @throws HypervisorError `no_room` where the host's disk has no room for it, `hypervisor_failed`
   *   for a name that is taken, or no name ({@link SNAPSHOT_TAG}), and for the rest. The machine and
   *   the earlier snapshots are as before.
   */
  saveSnapshot(tag: string, options: CallOptions): Promise<SnapshotSaved>;
  /** Deletes a snapshot while the machine runs or is paused. Safe to repeat. */
  deleteSnapshot(tag: string, options: CallOptions): Promise<void>;
  /**
   * Snapshots of the disk, the oldest first, in any state but after `destroy`.
   * @throws HypervisorError `snapshot_unusable` where the disk cannot be read.
   */
  listSnapshots(): Promise<readonly SnapshotInfo[]>;
  /**
   * Plugs the guest's network in or out: nothing passes in either direction while it is out. Before
   * `start` it is remembered. Nothing happens without a network. It holds for this machine's life: a
   * restored one starts plugged in, whatever the snapshot says, so ask again, best before `start`.
   */
  setNetworkUp(up: boolean, options: CallOptions): Promise<void>;
  /** What the process has used so far; undefined where none runs. */
  figures(): Promise<VmFigures | undefined>;
  /**
   * Lets the machine have at most `cpuCount` CPUs of the host (from {@link MIN_CPU_LIMIT_COUNT}; no
   * limit where undefined), averaged over about a second, from now on or from its start. The guest's
   * clock goes on.
   * @throws RangeError for a smaller number, or none; HypervisorError `unsupported` where it is not stated.
   */
  limitCpu(limit: { readonly cpuCount: number | undefined }): void;
  /** Ends the machine now, without asking the guest; resolves when its process is gone. Never throws. */
  stop(): Promise<void>;
  /** Stops, and deletes the overlay and the sockets. */
  destroy(): Promise<void>;
  /** Resolves when the hypervisor's process has ended, for whatever reason. */
  readonly ended: Promise<VmEnd>;
  /**
   * What the guest has written to its status port since the last call, the newest bytes, at most
   * {@link MAX_STATUS_READ_BYTES}: a hostile guest may write anything there. Empty where there is no such
   * port. Missing: this driver has none.
   * @throws HypervisorError `hypervisor_failed` where the hypervisor does not answer.
   */
  readStatus?(options: CallOptions): Promise<Uint8Array>;
  /** The last lines that the guest wrote to its console, control characters removed. */
  consoleTail(lineCount: number): readonly string[];
}

/** How a machine ended. */
export interface VmEnd {
  /**
   * `guest-shutdown`: the guest switched itself off. `guest-panic`: its kernel panicked or reset
   * itself; the driver makes the one look like the other, and an image never restarts on purpose.
   * `requested`: ours. `crashed`: the rest.
   */
  readonly cause: 'guest-shutdown' | 'guest-panic' | 'requested' | 'crashed';
  /** Set to `no_room` where the machine was ended because the host's disk is full. */
  readonly code?: Extract<HypervisorErrorCode, 'no_room'> | undefined;
  /** One line: exit status or signal of the process, and its last words on stderr. */
  readonly detail: string;
}
