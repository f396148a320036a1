import type { VmDefinition } from './driver.ts';
import type { MachineDirectory } from './machine-directory.ts';
import type { MachineRecord } from './machine-record.ts';
import type { ReadFreeBytes } from './room.ts';

/** What every machine is made of. */
export interface MachineOptions {
  /** Whether all else on the host goes before the machine. */
  readonly lowPriority: boolean;
  readonly definition: VmDefinition;
  readonly files: MachineDirectory;
}

/** The same of one that has snapshots. */
export interface SnapshotMachineOptions extends MachineOptions {
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/** The same of one that boots from a disc, under a hypervisor with files of its own. */
export interface DiscMachineOptions extends SnapshotMachineOptions {
  readonly bootFile: string;
  readonly record: MachineRecord;
  /** How long a machine that somebody holds is asked for again. Default: the driver's own. */
  readonly lockTimeoutMs?: number | undefined;
}
