import type { ProcessIdentity } from '../process/process-identity.ts';
import type {
  AgentEndpoint,
  CallOptions,
  SnapshotInfo,
  SnapshotSaved,
  StartOptions,
  VmFigures,
} from './driver.ts';
import type { MachineDirectory } from './machine-directory.ts';

/**
 * What a driver does for its machine; `DrivenVm` does the rest of `Vm` for all drivers. `start` and `stop`
 * are called once, `start` not after the machine's end, `pause` and `resume` in turn and in the right state only.
 */
export interface DriverMachine {
  readonly endpoint: AgentEndpoint;
  readonly files: MachineDirectory;
  /** As `Vm`'s; nobody asks after the end. */
  readonly pid: number | undefined;
  readonly processIdentity: ProcessIdentity | undefined;
  readonly machineType: string | undefined;
  /** The end of what the guest wrote to its console; undefined where there was none yet. */
  readonly console: { bytes(): Uint8Array } | undefined;
  readonly snapshots: SnapshotControl | NoSnapshots;
  /** What the machine's process has used; undefined where that is not known. */
  readFigures(pid: number): Promise<VmFigures | undefined>;
  /** Resolves when the CPUs run, or could. @throws HypervisorError; the process is gone then */
  start(options: StartOptions): Promise<void>;
  pause(options: CallOptions): Promise<void>;
  resume(options: CallOptions): Promise<void>;
  /** Ends the machine, also one that is about to start, and settles its life. Never throws. */
  stop(): Promise<void>;
  /** As `Vm.limitCpu`. */
  limitCpu(cpuCount: number | undefined): void;
  /** As `Vm.setNetworkUp`. */
  setNetworkUp(up: boolean, options: CallOptions): Promise<void>;
  /** As `Vm.readStatus`. Missing: the driver has none. */
  readStatus?(options: CallOptions): Promise<Uint8Array>;
}

/** Saves and deletes snapshots, one call at a time, `save` and `delete` of a machine that is on. */
export interface SnapshotControl {
  list(): Promise<readonly SnapshotInfo[]>;
  /** @throws HypervisorError as `Vm.saveSnapshot` */
  save(tag: string): Promise<SnapshotSaved>;
  /** Safe to repeat. */
  delete(tag: string): Promise<void>;
}

/** In place of snapshots where there are none. */
export interface NoSnapshots {
  /** Message of the error `unsupported`. */
  readonly unsupported: string;
}
