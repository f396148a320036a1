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
import type { MachineDirectory } from '../machine-directory.ts';
import { checkPcDefinition } from '../pc-machine.ts';
import { createOverlay, reopenOverlay } from '../qcow2/job-overlay.ts';
import { QEMU_DEBIAN_PACKAGES } from './packages.ts';
import { createQemuVm } from './qemu-vm.ts';
import type { ReadFreeBytes } from '../room.ts';

const PROGRAM_NAME = 'qemu-system-x86_64';

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

  locate(): Promise<string> {
    return this.#findProgram();
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
      capabilities: {
        pause: true,
        snapshot: true,
        liveSnapshot: false,
        network: true,
        networkSwitch: true,
        cpuLimit: true,
        balloon: false,
        console: true,
        screenshot: false,
        agentChannels: ['virtio-serial', 'serial'],
      },
    };
  }

  async define(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    const program = await this.#findProgram();
    await checkPcDefinition(definition);
    const { readFreeBytes } = this.#options;
    const files = await createOverlay(definition, { ...options, readFreeBytes });
    return this.#machine(program, definition, files);
  }

  async reopen(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    const program = await this.#findProgram();
    await checkPcDefinition(definition);
    const { readFreeBytes } = this.#options;
    const files = await reopenOverlay(definition, { ...options, readFreeBytes });
    return this.#machine(program, definition, files);
  }

  #machine(program: string, definition: VmDefinition, files: MachineDirectory): Vm {
    const { lowPriority = true, readFreeBytes } = this.#options;
    return createQemuVm({
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

async function readVersion(program: string, signal: AbortSignal | undefined): Promise<string> {
  const { stdout } = await runCommand(program, ['--version'], { signal });
  const version = /^QEMU emulator version (\d+(?:\.\d+)+)/.exec(stdout)?.[1];
  if (version !== undefined) return version;
  throw new HypervisorError(
    'hypervisor_missing',
    `${program} does not say that it is QEMU; install QEMU again`,
  );
}
