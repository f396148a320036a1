import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { runCommand } from '../command.ts';
import type {
  Accelerator,
  CallOptions,
  DriverCapabilities,
  DriverProbe,
  HypervisorDriver,
  ProbeOptions,
  Vm,
  VmDefinition,
} from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { findProgram } from '../find-program.ts';
import { machineUsageBytes, type MachineDirectory } from '../machine-directory.ts';
import { checkRoom, type ReadFreeBytes } from '../room.ts';
import { guestArguments } from './command-line.ts';
import { UML_DEBIAN_PACKAGES } from './packages.ts';
import { runTrial } from './trial.ts';
import {
  checkUmlFiles,
  createUmlFiles,
  EMPTY_DISK_BYTES,
  reopenUmlFiles,
  roomBytes,
} from './uml-files.ts';
import { createUmlVm } from './uml-vm.ts';

const PROGRAM_NAME = 'linux.uml';

const CAPABILITIES: DriverCapabilities = {
  pause: true,
  snapshot: false,
  liveSnapshot: false,
  network: false,
  networkSwitch: false,
  cpuLimit: true,
  balloon: false,
  console: true,
  screenshot: false,
  agentChannels: ['serial'],
};

export interface UmlDriverOptions {
  /** Absolute directory of the program `linux.uml`. Default: those of PATH. */
  readonly programDirectory?: string | undefined;
  /** Whether all else on the host goes before the machine. Default true; false is for tests. */
  readonly lowPriority?: boolean | undefined;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/**
 * Driver for User-Mode Linux: a Linux kernel as a program, on hosts with Linux on x86-64. It needs neither
 * hardware support nor any right, and takes the place of the image's own kernel. Holds nothing open between
 * calls.
 */
export class UmlDriver implements HypervisorDriver {
  readonly name = 'uml';
  readonly #options: UmlDriverOptions;

  constructor(options: UmlDriverOptions = {}) {
    this.#options = options;
  }

  async locate(): Promise<string> {
    const directory = this.#options.programDirectory;
    const program = await findProgram(PROGRAM_NAME, { directory });
    if (program !== undefined) return program;
    throw new HypervisorError(
      'hypervisor_missing',
      `${PROGRAM_NAME} was not found in ${directory ?? 'PATH'}; ` +
        `install User-Mode Linux, on Debian: apt-get install ${UML_DEBIAN_PACKAGES.join(' ')}`,
    );
  }

  async probe(options: ProbeOptions): Promise<DriverProbe> {
    const { accelerators = ['native'], signal } = options;
    const program = await this.locate();
    const version = await readVersion(program, signal);
    const rejected: { accelerator: Accelerator; reason: string }[] = [];
    for (const accelerator of accelerators) {
      const reason = await findObstacle(accelerator, program, options);
      if (reason === undefined) {
        const { name: driver } = this;
        return { driver, program, version, accelerator, rejected, capabilities: CAPABILITIES };
      }
      rejected.push({ accelerator, reason });
    }
    const reasons = rejected
      .map(({ accelerator, reason }) => `${accelerator}: ${reason}`)
      .join('; ');
    throw new HypervisorError(
      'accelerator_unusable',
      `no allowed accelerator of ${program} runs a guest here; ` +
        `repair one of these: ${reasons || 'none is allowed'}`,
    );
  }

  async define(definition: VmDefinition, { signal }: CallOptions): Promise<Vm> {
    const program = await this.locate();
    await checkDefinition(definition);
    const neededBytes = EMPTY_DISK_BYTES + roomBytes(definition);
    await this.#checkRoom(definition.slotDirectory, neededBytes);
    throwIfAborted(signal);
    return this.#machine(program, definition, await createUmlFiles(definition));
  }

  async reopen(definition: VmDefinition, { signal }: CallOptions): Promise<Vm> {
    const program = await this.locate();
    await checkDefinition(definition);
    await checkUmlFiles(definition);
    // What the disks take already, they do not need again.
    const usedBytes = await machineUsageBytes(definition.slotDirectory);
    const neededBytes = EMPTY_DISK_BYTES + roomBytes(definition) - usedBytes;
    await this.#checkRoom(definition.slotDirectory, Math.max(0, neededBytes));
    throwIfAborted(signal);
    return this.#machine(program, definition, await reopenUmlFiles(definition));
  }

  #checkRoom(slotDirectory: string, neededBytes: number): Promise<void> {
    return checkRoom(slotDirectory, neededBytes, this.#options.readFreeBytes);
  }

  #machine(program: string, definition: VmDefinition, files: MachineDirectory): Vm {
    return createUmlVm({
      program,
      lowPriority: this.#options.lowPriority ?? true,
      definition,
      files,
    });
  }
}

async function findObstacle(
  accelerator: Accelerator,
  program: string,
  options: ProbeOptions,
): Promise<string | undefined> {
  if (accelerator !== 'native') return 'User-Mode Linux has no such accelerator';
  const { trialTimeoutMs: timeoutMs, signal, scratchDirectory } = options;
  return await runTrial({ program, timeoutMs, signal, scratchDirectory });
}

async function readVersion(program: string, signal: AbortSignal | undefined): Promise<string> {
  const { stdout } = await runCommand(program, ['--version'], { signal });
  const version = /^(\d+(?:\.\d+)+)\S*\s*$/.exec(stdout)?.[1];
  if (version !== undefined) return version;
  throw new HypervisorError(
    'hypervisor_missing',
    `${program} does not say its version as User-Mode Linux does; install it again`,
  );
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new HypervisorError('canceled', 'the definition of the machine was given up', {
    cause: signal.reason,
  });
}

async function checkDefinition(definition: VmDefinition): Promise<void> {
  const { image, slotDirectory, seedFile } = definition;
  const files = [image.diskFile, image.initrdFile];
  for (const path of [slotDirectory, seedFile, ...files]) {
    if (!isAbsolute(path)) throw wrong(`the path ${path} is not absolute`);
  }
  checkNumber('cpuCount', definition.cpuCount, 1);
  checkNumber('memoryBytes', definition.memoryBytes, 1);
  checkNumber('diskLimitBytes', definition.diskLimitBytes, 0);
  checkSupported(definition);
  if (image.architecture !== 'x86_64') {
    throw unusable(image.directory, `is for ${image.architecture}, this driver runs x86_64`);
  }
  if (image.diskFormat !== 'raw') {
    throw unusable(image.diskFile, `is a ${image.diskFormat} disk, User-Mode Linux reads raw ones`);
  }
  guestArguments(image);
  for (const file of files) {
    try {
      await access(file, constants.R_OK);
    } catch (error) {
      throw unusable(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
    }
  }
}

function checkSupported(definition: VmDefinition): void {
  const { accelerator, agentChannel = 'virtio-serial', cpuCount, extraPorts = [] } = definition;
  if (accelerator !== 'native') throw unsupported(`accelerator ${accelerator}, only native`);
  if (cpuCount > 1) throw unsupported(`${cpuCount} CPUs, only one; let the job ask for one`);
  if (definition.network) throw unsupported('network; let the job do without');
  if (agentChannel !== 'serial') throw unsupported(`${agentChannel} to the agent, only serial`);
  if (extraPorts.length > 0) throw unsupported('further ports');
}

function checkNumber(name: string, value: number, min: number): void {
  if (!Number.isSafeInteger(value) || value < min) {
    throw wrong(`${name} is ${value}, not a whole number from ${min}`);
  }
}

function unsupported(what: string): HypervisorError {
  return new HypervisorError('unsupported', `User-Mode Linux has no ${what}`);
}

function wrong(what: string): HypervisorError {
  return new HypervisorError('hypervisor_failed', `the machine cannot be made: ${what}`);
}

function unusable(path: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('image_unusable', `image file ${path} ${what}; build it again`, {
    cause,
  });
}
