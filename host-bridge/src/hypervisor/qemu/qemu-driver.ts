import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { runCommand } from '../command.ts';
import type {
  CallOptions,
  DriverProbe,
  HypervisorDriver,
  ProbeOptions,
  Vm,
  VmDefinition,
} from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { findProgram } from '../find-program.ts';
import { chooseAccelerator } from './choose-accelerator.ts';
import { DEFAULT_MACHINE_TYPE } from './command-line.ts';
import {
  createMachineDirectory,
  machineUsageBytes,
  overlayFileIn,
  reopenMachineDirectory,
  type MachineDirectory,
} from './machine-directory.ts';
import {
  EMPTY_OVERLAY_BYTES,
  encodeOverlay,
  readImageBytes,
  type OverlayOptions,
} from './overlay.ts';
import { QEMU_DEBIAN_PACKAGES } from './packages.ts';
import { QemuVm } from './qemu-vm.ts';
import { readOverlay } from './read-overlay.ts';
import { checkRoom, type ReadFreeBytes } from './room.ts';

/** Most virtual CPUs: what QEMU's machine `pc` has. */
export const MAX_CPU_COUNT = 255;

/** All PCs of the older kind: with another one the devices would lie elsewhere. */
const MACHINE_TYPE = /^pc(?:-i440fx-[A-Za-z0-9._-]{1,32})?$/;

const PROGRAM_NAME = 'qemu-system-x86_64';
const DISK_UNIT_BYTES = 1024 * 1024;

export interface QemuDriverOptions {
  /** Absolute directory of QEMU's programs. Default: those of PATH. */
  readonly programDirectory?: string | undefined;
  /** Device file of KVM. Default `/dev/kvm`. */
  readonly kvmDevice?: string | undefined;
  /**
   * Whether all else on the host goes before the machine, which may then stand still for minutes on a
   * busy one. Default true; false is for tests and measurements.
   */
  readonly lowPriority?: boolean | undefined;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/** Driver for QEMU on Linux and macOS, with x86-64 guests. Holds nothing open between calls. */
export class QemuDriver implements HypervisorDriver {
  readonly name = 'qemu';
  readonly #options: QemuDriverOptions;
  /** What the last probe found out; until then QEMU is trusted to have its system call filter. */
  #sandbox = true;

  constructor(options: QemuDriverOptions = {}) {
    this.#options = options;
  }

  async probe(options: ProbeOptions): Promise<DriverProbe> {
    const program = await this.#findProgram();
    const version = await readVersion(program, options.signal);
    const { accelerator, sandbox, rejected } = await chooseAccelerator({
      program,
      accelerators: options.accelerators,
      trialTimeoutMs: options.trialTimeoutMs,
      signal: options.signal,
      scratchDirectory: options.scratchDirectory,
      kvmDevice: this.#options.kvmDevice,
    });
    this.#sandbox = sandbox;
    return {
      driver: this.name,
      program,
      version,
      accelerator,
      rejected,
      capabilities: { pause: true, snapshot: true, networkSwitch: true, cpuLimit: true },
    };
  }

  async define(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    const program = await this.#findProgram();
    await checkDefinition(definition);
    const { slotDirectory, diskLimitBytes } = definition;
    const wanted = await wantedOverlay(definition);
    await this.#checkRoom(slotDirectory, EMPTY_OVERLAY_BYTES + diskLimitBytes);
    const overlay = encodeOverlay(wanted);
    throwIfAborted(options.signal);
    const files = await createMachineDirectory(slotDirectory, overlay);
    return this.#machine(program, definition, files);
  }

  async reopen(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    const program = await this.#findProgram();
    await checkDefinition(definition);
    const { slotDirectory, diskLimitBytes } = definition;
    const wanted = await wantedOverlay(definition);
    const file = overlayFileIn(slotDirectory);
    const { backingFile, virtualBytes } = await readOverlay(file);
    if (backingFile !== wanted.backingFile || virtualBytes !== wanted.virtualBytes) {
      throw new HypervisorError(
        'snapshot_unusable',
        `the machine's disk ${file} is one of ${virtualBytes} bytes over ${backingFile}, ` +
          `not of ${wanted.virtualBytes} bytes over ${wanted.backingFile}`,
      );
    }
    // What the disk takes already, snapshots and all, it does not need again.
    const usedBytes = await machineUsageBytes(slotDirectory);
    const neededBytes = EMPTY_OVERLAY_BYTES + diskLimitBytes - usedBytes;
    await this.#checkRoom(slotDirectory, Math.max(0, neededBytes));
    throwIfAborted(options.signal);
    const files = await reopenMachineDirectory(slotDirectory);
    return this.#machine(program, definition, files);
  }

  #checkRoom(slotDirectory: string, neededBytes: number): Promise<void> {
    return checkRoom(slotDirectory, neededBytes, this.#options.readFreeBytes);
  }

  #machine(program: string, definition: VmDefinition, files: MachineDirectory): QemuVm {
    const { lowPriority = true, readFreeBytes } = this.#options;
    return new QemuVm({
      program,
      sandbox: this.#sandbox,
      lowPriority,
      definition,
      files,
      readFreeBytes,
    });
  }

  async #findProgram(): Promise<string> {
    const directory = this.#options.programDirectory;
    const program = await findProgram(PROGRAM_NAME, { directory });
    if (program !== undefined) return program;
    throw new HypervisorError(
      'hypervisor_missing',
      `${PROGRAM_NAME} was not found in ${directory ?? 'PATH'}; ` +
        `install QEMU, on Debian: apt-get install ${QEMU_DEBIAN_PACKAGES.join(' ')}`,
    );
  }
}

async function wantedOverlay(definition: VmDefinition): Promise<OverlayOptions> {
  const { image, diskLimitBytes } = definition;
  const imageBytes = await readImageBytes(image.diskFile, image.diskFormat);
  return {
    backingFile: image.diskFile,
    backingFormat: image.diskFormat,
    virtualBytes: Math.ceil((imageBytes + diskLimitBytes) / DISK_UNIT_BYTES) * DISK_UNIT_BYTES,
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new HypervisorError('canceled', 'the definition of the machine was given up', {
    cause: signal.reason,
  });
}

async function readVersion(program: string, signal: AbortSignal | undefined): Promise<string> {
  const { stdout } = await runCommand(program, ['--version'], { signal });
  const version = /^QEMU emulator version (\d+(?:\.\d+)+)/.exec(stdout)?.[1];
  if (version !== undefined) return version;
  throw new HypervisorError(
    'hypervisor_missing',
    `${program} does not say that it is QEMU; install QEMU again`,
  );
}

async function checkDefinition(definition: VmDefinition): Promise<void> {
  const { image, slotDirectory, seedFile } = definition;
  const files = [image.diskFile, image.kernelFile, image.initrdFile];
  for (const path of [slotDirectory, seedFile, ...files]) {
    if (!isAbsolute(path)) throw wrong(`the path ${path} is not absolute`);
  }
  checkNumber('cpuCount', definition.cpuCount, 1, MAX_CPU_COUNT);
  checkNumber('memoryBytes', definition.memoryBytes, 1, Number.MAX_SAFE_INTEGER);
  checkNumber('diskLimitBytes', definition.diskLimitBytes, 0, Number.MAX_SAFE_INTEGER);
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(definition.agentPortName)) {
    throw wrong('agentPortName is not 1 to 64 of [A-Za-z0-9._-]');
  }
  const { machineType = DEFAULT_MACHINE_TYPE } = definition;
  if (!MACHINE_TYPE.test(machineType)) throw wrong('machineType is none of the PC family');
  if (image.architecture !== 'x86_64') {
    throw unusable(image.directory, `is for ${image.architecture}, this driver runs x86_64`);
  }
  for (const file of files) {
    try {
      await access(file, constants.R_OK);
    } catch (error) {
      throw unusable(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
    }
  }
}

function checkNumber(name: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw wrong(`${name} is ${value}, not a whole number from ${min} to ${max}`);
  }
}

function wrong(what: string): HypervisorError {
  return new HypervisorError('hypervisor_failed', `the machine cannot be made: ${what}`);
}

function unusable(path: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('image_unusable', `image file ${path} ${what}; build it again`, {
    cause,
  });
}
