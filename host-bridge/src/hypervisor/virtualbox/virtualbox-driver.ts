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
import { CONSOLE_SOCKET_NAME } from './machine-files.ts';
import { vboxFailure } from './vbox-failure.ts';
import { createVirtualBoxVm } from './virtualbox-vm.ts';

/** Most virtual CPUs: what VirtualBox's manual gives for `modifyvm --cpus`. */
export const MAX_VBOX_CPU_COUNT = 32;

/** How long the trial guest may take, VirtualBox's server and all. */
export const DEFAULT_VBOX_TRIAL_TIMEOUT_MS = 50_000;

/** Oldest version that has all that is asked of it. */
export const MIN_VBOX_MAJOR_VERSION = 6;

/** Room that a new machine takes: descriptions, registry, logs, an empty overlay. */
export const EMPTY_VBOX_MACHINE_BYTES = 8 * 1024 * 1024;

export interface VirtualBoxDriverOptions {
  /** Absolute directory of VirtualBox's programs. Default: those of PATH. */
  readonly programDirectory?: string | undefined;
  /** Whether all else on the host goes before the machine. Default true. */
  readonly lowPriority?: boolean | undefined;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
  /** How long a locked machine is asked for again. Default {@link VBOX_LOCK_TIMEOUT_MS}. */
  readonly lockTimeoutMs?: number | undefined;
}

/**
 * Driver for VirtualBox on Linux and macOS, with x86-64 guests that boot from a disc. It has only ever run
 * against a stand-in: see docs/drivers.md. Holds nothing open between calls.
 */
export class VirtualBoxDriver implements HypervisorDriver {
  readonly name = 'virtualbox';
  readonly #options: VirtualBoxDriverOptions;

  constructor(options: VirtualBoxDriverOptions = {}) {
    this.#options = options;
  }

  async locate(): Promise<string> {
    return (await this.#findPrograms()).manageProgram;
  }

  async probe(options: ProbeOptions): Promise<DriverProbe> {
    const { manageProgram } = await this.#findPrograms();
    const { version, obstacle } = await readVersion(manageProgram, options.signal);
    const wanted = options.accelerators ?? ['vendor'];
    const rejected: { accelerator: Accelerator; reason: string }[] = [];
    for (const accelerator of wanted) {
      const reason =
        accelerator === 'vendor'
          ? (obstacle ?? (await this.#trial(options)))
          : 'VirtualBox has no such accelerator; allow "vendor", its own';
      if (reason !== undefined) {
        rejected.push({ accelerator, reason });
        continue;
      }
      return {
        driver: this.name,
        program: manageProgram,
        version,
        accelerator,
        rejected,
        capabilities: {
          pause: true,
          snapshot: true,
          liveSnapshot: false,
          network: false,
          networkSwitch: false,
          cpuLimit: true,
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
      `VirtualBox runs no guest here: ${reasons || 'no accelerator is allowed'}`,
    );
  }

  async define(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    const image = await this.#check(definition);
    const { slotDirectory, diskLimitBytes, memoryBytes, cpuCount } = definition;
    await this.#checkRoom(slotDirectory, EMPTY_VBOX_MACHINE_BYTES + diskLimitBytes);
    const record: MachineRecord = {
      version: 1,
      ...wantedDisk(definition, image),
      memoryBytes,
      cpuCount,
      uuids: Object.fromEntries(UUID_NAMES.map((name) => [name, randomUUID()])),
    };
    const programs = await this.#findPrograms();
    throwIfAborted(options.signal);
    const files = await createMachineDirectory(
      slotDirectory,
      { name: MACHINE_RECORD_NAME, bytes: Buffer.from(JSON.stringify(record)) },
      { longestSocketName: CONSOLE_SOCKET_NAME },
    );
    return this.#machine({ programs, definition, image, record, files });
  }

  async reopen(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    const image = await this.#check(definition);
    const { slotDirectory, diskLimitBytes } = definition;
    const file = machineFileIn(slotDirectory, MACHINE_RECORD_NAME);
    const record = await readMachineRecord(file, wantedDisk(definition, image));
    // What the machine takes already, snapshots and all, it does not need again.
    const usedBytes = await machineUsageBytes(slotDirectory);
    const neededBytes = EMPTY_VBOX_MACHINE_BYTES + diskLimitBytes - usedBytes;
    await this.#checkRoom(slotDirectory, Math.max(0, neededBytes));
    const programs = await this.#findPrograms();
    throwIfAborted(options.signal);
    const files = await reopenMachineDirectory(slotDirectory, MACHINE_RECORD_NAME, {
      longestSocketName: CONSOLE_SOCKET_NAME,
    });
    return this.#machine({ programs, definition, image, record, files });
  }

  #check(definition: VmDefinition): Promise<DiscImage> {
    return checkDiscDefinition(definition, { driver: this.name, maxCpuCount: MAX_VBOX_CPU_COUNT });
  }

  #checkRoom(slotDirectory: string, neededBytes: number): Promise<void> {
    return checkRoom(slotDirectory, neededBytes, this.#options.readFreeBytes);
  }

  #machine(made: {
    readonly programs: VBoxPrograms;
    readonly definition: VmDefinition;
    readonly image: DiscImage;
    readonly record: MachineRecord;
    readonly files: MachineDirectory;
  }): Vm {
    const { lowPriority = true, readFreeBytes, lockTimeoutMs } = this.#options;
    const { programs, definition, image, record, files } = made;
    return createVirtualBoxVm({
      ...programs,
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
    const driver = new VirtualBoxDriver({ ...this.#options, lowPriority: false });
    return runDiscTrial(driver, {
      timeoutMs: options.trialTimeoutMs ?? DEFAULT_VBOX_TRIAL_TIMEOUT_MS,
      scratchDirectory: options.scratchDirectory,
      signal: options.signal,
    });
  }

  async #findPrograms(): Promise<VBoxPrograms> {
    const directory = this.#options.programDirectory;
    const manageProgram = await findProgram('VBoxManage', { directory });
    if (manageProgram === undefined) {
      throw new HypervisorError(
        'hypervisor_missing',
        `VBoxManage was not found in ${directory ?? 'PATH'}; install VirtualBox from virtualbox.org`,
      );
    }
    const headlessProgram = await findProgram('VBoxHeadless', {
      directory: dirname(manageProgram),
    });
    if (headlessProgram !== undefined) return { manageProgram, headlessProgram };
    throw new HypervisorError(
      'hypervisor_missing',
      `VBoxHeadless is not beside ${manageProgram}; install VirtualBox again`,
    );
  }
}

/** What of a machine has an identity of its own: its disks, and the server that knows it. */
const UUID_NAMES = ['image', 'seed', 'room', 'server'] as const;

interface VBoxPrograms {
  readonly manageProgram: string;
  readonly headlessProgram: string;
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

/** The version, and what it says beside that: warnings stand before it, and it succeeds all the same. */
async function readVersion(
  program: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly version: string; readonly obstacle: string | undefined }> {
  const { stdout, stderr } = await runCommand(program, ['--version'], { signal });
  const version = /^(\d+\.\d+\.\d+)(?:_\w+)?(?:r\d+)?$/m.exec(stdout)?.[1];
  if (version === undefined) {
    throw new HypervisorError(
      'hypervisor_missing',
      `${program} does not say that it is VirtualBox; install VirtualBox again`,
    );
  }
  const output = `${stdout}\n${stderr}`;
  if (/WARNING/.test(output))
    return { version, obstacle: vboxFailure('VBoxManage', output).message };
  const isOld = Number.parseInt(version, 10) < MIN_VBOX_MAJOR_VERSION;
  const obstacle = isOld ? `version ${version} is older than ${MIN_VBOX_MAJOR_VERSION}` : undefined;
  return { version, obstacle };
}
