import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { runCommand } from '../command.ts';
import { checkDiscDefinition, type DiscImage } from '../disc-definition.ts';
import type {
  Accelerator,
  CallOptions,
  DriverProbe,
  HypervisorDriver,
  ProbeOptions,
  Vm,
  VmDefinition,
} from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { findProgram } from '../find-program.ts';
import {
  createMachineDirectory,
  machineFileIn,
  machineUsageBytes,
  reopenMachineDirectory,
  type MachineDirectory,
} from '../machine-directory.ts';
import { MACHINE_RECORD_NAME, readMachineRecord, type MachineRecord } from '../machine-record.ts';
import { checkRoom, type ReadFreeBytes } from '../room.ts';
import { runDiscTrial } from '../run-disc-trial.ts';
import { createVmwareVm } from './vmware-vm.ts';
import type { VmwareEdition } from './vmrun.ts';
import { CONSOLE_SOCKET_NAME } from './vmx-settings.ts';

/** Most virtual CPUs: what Workstation's and Fusion's virtual hardware 14 has. */
export const MAX_VMWARE_CPU_COUNT = 16;

/** How long the trial guest may take. */
export const DEFAULT_VMWARE_TRIAL_TIMEOUT_MS = 50_000;

/** Room that a new machine takes: descriptions, logs, empty overlays. */
export const EMPTY_VMWARE_MACHINE_BYTES = 8 * 1024 * 1024;

export interface VmwareDriverOptions {
  /** Absolute directory of VMware's programs. Default: those of PATH. */
  readonly programDirectory?: string | undefined;
  /** Whether all else on the host goes before the machine. Default true. */
  readonly lowPriority?: boolean | undefined;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
  /** How long a machine that is held is asked for again. Default {@link VMWARE_LOCK_TIMEOUT_MS}. */
  readonly lockTimeoutMs?: number | undefined;
}

/**
 * Driver for VMware Workstation and Player on Linux and Fusion on macOS, with x86-64 guests that boot from a disc. It
 * has only ever run against a stand-in: see docs/drivers.md. Holds nothing open between calls.
 */
export class VmwareDriver implements HypervisorDriver {
  readonly name = 'vmware';
  readonly #options: VmwareDriverOptions;

  constructor(options: VmwareDriverOptions = {}) {
    this.#options = options;
  }

  async locate(): Promise<string> {
    return (await this.#find()).program;
  }

  async probe(options: ProbeOptions): Promise<DriverProbe> {
    const { program, edition } = await this.#find();
    const version = await readVersion(program, options.signal);
    const wanted = options.accelerators ?? ['vendor'];
    const rejected: { accelerator: Accelerator; reason: string }[] = [];
    for (const accelerator of wanted) {
      const reason =
        accelerator === 'vendor'
          ? await this.#trial(options)
          : 'VMware has no such accelerator; allow "vendor", its own';
      if (reason !== undefined) {
        rejected.push({ accelerator, reason });
        continue;
      }
      return {
        driver: this.name,
        program,
        version,
        accelerator,
        rejected,
        capabilities: {
          pause: true,
          snapshot: edition !== 'player',
          liveSnapshot: false,
          network: false,
          networkSwitch: false,
          cpuLimit: false,
          balloon: false,
          console: true,
          screenshot: false,
          agentChannels: ['serial'],
        },
      };
    }
    const reasons = rejected.map((one) => `${one.accelerator}: ${one.reason}`).join('; ');
    throw new HypervisorError(
      'accelerator_unusable',
      `VMware runs no guest here: ${reasons || 'no accelerator is allowed'}`,
    );
  }

  async define(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    const image = await this.#check(definition);
    const { slotDirectory, diskLimitBytes, memoryBytes, cpuCount } = definition;
    await this.#checkRoom(slotDirectory, EMPTY_VMWARE_MACHINE_BYTES + diskLimitBytes);
    const names = ['image', 'imageOverlay', 'seed', 'seedOverlay', 'room'];
    const record: MachineRecord = {
      version: 1,
      ...wantedDisk(definition, image),
      memoryBytes,
      cpuCount,
      uuids: Object.fromEntries(names.map((name) => [name, randomUUID()])),
    };
    const found = await this.#find();
    throwIfAborted(options.signal);
    const files = await createMachineDirectory(
      slotDirectory,
      { name: MACHINE_RECORD_NAME, bytes: Buffer.from(JSON.stringify(record)) },
      { longestSocketName: CONSOLE_SOCKET_NAME },
    );
    return this.#machine({ found, definition, image, record, files });
  }

  async reopen(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    const image = await this.#check(definition);
    const { slotDirectory, diskLimitBytes } = definition;
    const file = machineFileIn(slotDirectory, MACHINE_RECORD_NAME);
    const record = await readMachineRecord(file, wantedDisk(definition, image));
    // What the machine takes already, snapshots and all, it does not need again.
    const usedBytes = await machineUsageBytes(slotDirectory);
    const neededBytes = EMPTY_VMWARE_MACHINE_BYTES + diskLimitBytes - usedBytes;
    await this.#checkRoom(slotDirectory, Math.max(0, neededBytes));
    const found = await this.#find();
    throwIfAborted(options.signal);
    const files = await reopenMachineDirectory(slotDirectory, MACHINE_RECORD_NAME, {
      longestSocketName: CONSOLE_SOCKET_NAME,
    });
    return this.#machine({ found, definition, image, record, files });
  }

  #check(definition: VmDefinition): Promise<DiscImage> {
    const maxCpuCount = MAX_VMWARE_CPU_COUNT;
    return checkDiscDefinition(definition, { driver: this.name, maxCpuCount });
  }

  #checkRoom(slotDirectory: string, neededBytes: number): Promise<void> {
    return checkRoom(slotDirectory, neededBytes, this.#options.readFreeBytes);
  }

  #machine(made: {
    readonly found: FoundVmware;
    readonly definition: VmDefinition;
    readonly image: DiscImage;
    readonly record: MachineRecord;
    readonly files: MachineDirectory;
  }): Vm {
    const { lowPriority = true, readFreeBytes, lockTimeoutMs } = this.#options;
    const { found, definition, image, record, files } = made;
    return createVmwareVm({
      ...found,
      lowPriority,
      definition,
      bootFile: image.bootFile,
      record,
      files,
      readFreeBytes,
      lockTimeoutMs,
    });
  }

  /** Why a machine does not run here; undefined: one did. */
  #trial(options: ProbeOptions): Promise<string | undefined> {
    // The trial is not to wait for others on a busy host: its time is short.
    const driver = new VmwareDriver({ ...this.#options, lowPriority: false });
    return runDiscTrial(driver, {
      timeoutMs: options.trialTimeoutMs ?? DEFAULT_VMWARE_TRIAL_TIMEOUT_MS,
      scratchDirectory: options.scratchDirectory,
      signal: options.signal,
    });
  }

  /** vmrun is the same for all editions, and does not tell which one is there: the other programs do. */
  async #find(): Promise<FoundVmware> {
    const directory = this.#options.programDirectory;
    const program = await findProgram('vmrun', { directory });
    if (program === undefined) {
      throw new HypervisorError(
        'hypervisor_missing',
        `vmrun was not found in ${directory ?? 'PATH'}; install VMware Workstation, Player or Fusion`,
      );
    }
    if (process.platform === 'darwin') return { program, edition: 'fusion' };
    const workstation = await findProgram('vmware', { directory: dirname(program) });
    return { program, edition: workstation === undefined ? 'player' : 'ws' };
  }
}

interface FoundVmware {
  readonly program: string;
  readonly edition: VmwareEdition;
}

function wantedDisk(definition: VmDefinition, image: DiscImage) {
  const { diskFile, diskBytes } = image;
  const { diskLimitBytes } = definition;
  // Of whole sectors.
  return { diskFile, diskBytes, diskLimitBytes: Math.ceil(diskLimitBytes / 512) * 512 };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new HypervisorError('canceled', 'the definition of the machine was given up', {
    cause: signal.reason,
  });
}

/** vmrun tells its version, and its usage, when it is called without a command, and fails. */
async function readVersion(program: string, signal: AbortSignal | undefined): Promise<string> {
  const { stdout, stderr } = await runCommand(program, [], { signal });
  const version = /\bvmrun version (\d+\.\d+(?:\.\d+)*)/.exec(`${stdout}\n${stderr}`)?.[1];
  if (version !== undefined) return version;
  throw new HypervisorError(
    'hypervisor_missing',
    `${program} does not say that it is VMware's; install VMware again`,
  );
}
