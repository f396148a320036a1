import type { HypervisorErrorCode } from './errors.ts';

/**
 * Driver: the part of the bridge that knows one hypervisor. It powers, pauses and connects a virtual
 * machine; it never asks the vendor's guest tools for anything (design D12).
 *
 * Call order: `probe` any time; `define` once per job and slot; then on the {@link Vm}: `start` once,
 * `pause` and `resume` in pairs while running, `stop` at the end, `destroy` always last (also after a
 * failed `define` or `start`; it deletes what `define` made). All are safe to repeat.
 */
export interface HypervisorDriver {
  /** Name as users type it: `qemu`. */
  readonly name: string;
  /**
   * Finds the hypervisor and tries its accelerators by running something under them.
   * @throws HypervisorError with code `hypervisor_missing` or `accelerator_unusable`.
   */
  probe(options: ProbeOptions): Promise<DriverProbe>;
  /**
   * Makes the job's overlay disk in the slot; the image is only read.
   * @throws HypervisorError with code `no_room`, `image_unusable` or `hypervisor_failed`.
   */
  define(definition: VmDefinition, options: CallOptions): Promise<Vm>;
}

/** Every wait can be given up. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ProbeOptions extends CallOptions {
  /** Which accelerators may be used, best first; others are not tried. */
  readonly accelerators?: readonly Accelerator[] | undefined;
  /** How long one accelerator may take to run the trial guest. Default 5,000. */
  readonly trialTimeoutMs?: number | undefined;
}

/** `tcg` is software emulation; the others need the host's hardware. */
export type Accelerator = 'kvm' | 'hvf' | 'whpx' | 'tcg';

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

/** What a driver can do here; callers ask this, never the name. */
export interface DriverCapabilities {
  readonly pause: boolean;
  readonly snapshot: boolean;
  readonly networkSwitch: boolean;
}

/** A machine to make. */
export interface VmDefinition {
  /** Directory that belongs to this job alone; everything the driver writes is below it. */
  readonly slotDirectory: string;
  readonly image: VmImage;
  readonly accelerator: Accelerator;
  readonly memoryBytes: number;
  readonly cpuCount: number;
  /** Size of the guest's disk beyond the image's own; the overlay never grows past image + this. */
  readonly diskLimitBytes: number;
  /** False: the machine has no network card at all. */
  readonly network: boolean;
  /** File whose bytes are the seed disk. */
  readonly seedFile: string;
  /** Name of the virtio-serial port of the agent. */
  readonly agentPortName: string;
  /** Further virtio-serial ports, each a unix socket that the driver listens on; for measurements. */
  readonly extraPorts?:
    readonly { readonly name: string; readonly socketPath: string }[] | undefined;
}

/** The files of an image, absolute paths; see images/README.md. */
export interface VmImage {
  readonly directory: string;
  readonly diskFile: string;
  readonly diskFormat: 'raw' | 'qcow2';
  readonly kernelFile: string;
  readonly initrdFile: string;
  /** Kernel command line, without what the driver adds (console device). */
  readonly kernelArguments: string;
  readonly architecture: 'x86_64' | 'aarch64';
}

/** Where the link to the agent is dialled. */
export interface AgentEndpoint {
  readonly kind: 'unix-socket';
  readonly path: string;
  /** Most bytes that may be unacknowledged towards the guest on this transport; undefined: no limit. */
  readonly maxInFlightBytes?: number | undefined;
}

export type VmState = 'defined' | 'running' | 'paused' | 'stopped';

/** One machine. Owner: who called `define`; it must call `destroy`. */
export interface Vm {
  readonly state: VmState;
  /** Process of the hypervisor while it runs. */
  readonly pid: number | undefined;
  readonly endpoint: AgentEndpoint;
  /** Bytes of the host's disk that the slot's own files take now. */
  diskUsageBytes(): Promise<number>;
  /**
   * Powers the machine on; resolves when its CPUs run.
   * @throws HypervisorError with code `hypervisor_failed` and the hypervisor's own last words.
   */
  start(options: CallOptions): Promise<void>;
  pause(options: CallOptions): Promise<void>;
  resume(options: CallOptions): Promise<void>;
  /** Ends the machine now, without asking the guest; resolves when its process is gone. Never throws. */
  stop(): Promise<void>;
  /** Stops, and deletes the overlay and the sockets. */
  destroy(): Promise<void>;
  /** Resolves when the hypervisor's process has ended, for whatever reason. */
  readonly ended: Promise<VmEnd>;
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
