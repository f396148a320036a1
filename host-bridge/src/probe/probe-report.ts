import type { Accelerator, DriverCapabilities } from '../hypervisor/driver.ts';

/** Number of the report's form: it changes where a reader of an earlier one would be misled. */
export const PROBE_REPORT_FORMAT = 1;

/**
 * What a probe found. Fields that have nothing to say are left out; lists are there though empty.
 * docs/probe.md shows it as JSON and as XML.
 */
export interface ProbeReport {
  readonly format: typeof PROBE_REPORT_FORMAT;
  /** One for each driver that was asked for, in the registry's order. */
  readonly drivers: readonly DriverReport[];
  /** Things that jobs can share: they are there or not. */
  readonly capabilities: readonly CapabilityReport[];
  readonly plugins: readonly PluginReport[];
  /** Things that jobs contend for. Missing where somebody opted out. */
  readonly resources?: ResourceReport;
  /** What was left out, and who wanted that. */
  readonly skipped: readonly SkippedPart[];
  /** One line each: what is wrong with an opt-out, or could not be read. */
  readonly problems: readonly string[];
}

/** What is known of a hypervisor's driver. */
export interface DriverReport {
  readonly name: string;
  /**
   * `usable`: a trial guest ran. `missing`: no hypervisor. `unusable`: it is there, and ran no guest.
   * `not_run`: nothing was to be run, and `program` says whether it is there.
   */
  readonly status: 'usable' | 'missing' | 'unusable' | 'not_run';
  readonly program?: string;
  readonly version?: string;
  /** The one under which the trial guest ran. */
  readonly accelerator?: Accelerator;
  /** Those that were tried before it in vain. */
  readonly rejected: readonly { readonly accelerator: Accelerator; readonly reason: string }[];
  readonly capabilities?: DriverCapabilities;
  /** One line: why it is not usable. */
  readonly reason?: string;
}

/** A capability of the host. */
export interface CapabilityReport {
  readonly name: string;
  /** `built-in`, or the absolute path of the plug-in that says so. */
  readonly source: string;
  /**
   * `unusable`: the program is there and did not tell its version. `not_run`: the program is there and
   * was not to be run; `version` is what its files show, if anything.
   */
  readonly status: 'found' | 'missing' | 'unusable' | 'not_run';
  readonly program?: string;
  readonly version?: string;
  /** Only from plug-ins. */
  readonly value?: string | number | boolean;
  readonly reason?: string;
}

/** How a plug-in did. */
export interface PluginReport {
  readonly path: string;
  /** `refused`: not run, since others could have changed it or it is no program. `not_run`: by wish. */
  readonly status: 'ran' | 'refused' | 'failed' | 'not_run';
  readonly reason?: string;
  /** One line for each of its lines that was left out. */
  readonly problems: readonly string[];
}

/** What jobs contend for, and facts of the machine that belong to it. */
export interface ResourceReport {
  readonly operatingSystem: string;
  readonly operatingSystemVersion: string;
  /** As the kernel calls it: `x86_64`. */
  readonly architecture: string;
  /** Of this program's C library; missing where it is none of GNU's. */
  readonly libcVersion?: string;
  readonly cpuModel: string;
  readonly cpuVendor?: string;
  readonly logicalCpuCount: number;
  /** How many of them this process may use. */
  readonly availableCpuCount: number;
  /** Those of {@link CPU_FEATURES_OF_INTEREST} that the CPU has; missing where nobody tells. */
  readonly cpuFeatures?: readonly string[];
  readonly memoryTotalBytes: number;
  readonly memoryAvailableBytes: number;
  /** Missing where the directory cannot be asked. */
  readonly disk?: DiskReport;
  readonly accelerators: readonly AcceleratorReport[];
}

/** The file system of a directory. */
export interface DiskReport {
  readonly directory: string;
  readonly totalBytes: number;
  /** For this user. */
  readonly freeBytes: number;
}

/** What files show of an accelerator; only a driver's trial proves it. */
export interface AcceleratorReport {
  readonly name: Accelerator;
  readonly status: 'available' | 'missing' | 'forbidden' | 'unknown';
  readonly reason?: string;
}

/** A part of the probe that was opted out of. */
export interface SkippedPart {
  readonly name: string;
  /** Path of a file, name of a variable, or option of the command line. */
  readonly by: string;
}
