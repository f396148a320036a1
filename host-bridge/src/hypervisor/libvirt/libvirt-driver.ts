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
import { checkPcDefinition } from '../pc-machine.ts';
import { createOverlay, reopenOverlay } from '../qcow2/job-overlay.ts';
import { overlayFileIn } from '../qcow2/overlay-file.ts';
import type { ReadFreeBytes } from '../room.ts';
import { newAgentSocket, removeAgentSockets } from './agent-socket.ts';
import { chooseDomainType } from './choose-domain-type.ts';
import { domainSockets } from './domain.ts';
import { isDomainAccelerator, machineXml } from './domain-xml.ts';
import { createLibvirtVm } from './libvirt-vm.ts';
import { LIBVIRT_DEBIAN_PACKAGES } from './packages.ts';
import { domainName } from './try-domain.ts';
import { Virsh } from './virsh.ts';

/**
 * How long libvirt may take for its first word: virsh starts its daemon, which asks each QEMU on the host
 * what it can do.
 */
export const DAEMON_START_TIMEOUT_MS = 60_000;

const PROGRAM_NAME = 'virsh';

export interface LibvirtDriverOptions {
  /** Absolute directory of `virsh`. Default: those of PATH. */
  readonly programDirectory?: string | undefined;
  /** Device file of KVM. Default `/dev/kvm`. */
  readonly kvmDevice?: string | undefined;
  /** Whether all else on the host goes before the machine. Default true. */
  readonly lowPriority?: boolean | undefined;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
  /** Identity under which this process runs. Default: geteuid(2). */
  readonly userId?: number | undefined;
  /** Default {@link DAEMON_START_TIMEOUT_MS}. */
  readonly daemonTimeoutMs?: number | undefined;
}

/**
 * Driver for libvirt's session daemon with QEMU, on Linux, for x86-64 guests: by `virsh`, which starts the
 * daemon where it does not run. Machines have no network: the session's own would reach servers on the
 * host's loopback, and libvirt has no filter there. Holds nothing open between calls.
 */
export class LibvirtDriver implements HypervisorDriver {
  readonly name = 'libvirt';
  readonly #options: LibvirtDriverOptions;

  constructor(options: LibvirtDriverOptions = {}) {
    this.#options = options;
  }

  async locate(): Promise<string> {
    const { programDirectory } = this.#options;
    const program = await findProgram(PROGRAM_NAME, { directory: programDirectory });
    if (program !== undefined) return program;
    throw new HypervisorError(
      'hypervisor_missing',
      `${PROGRAM_NAME} was not found in ${programDirectory ?? 'PATH'}; ${INSTALL}`,
    );
  }

  async probe(options: ProbeOptions): Promise<DriverProbe> {
    const virsh = await this.#virsh();
    const version = await this.#readVersion(virsh, options);
    const { accelerator, rejected } = await chooseDomainType({
      virsh,
      accelerators: options.accelerators,
      trialTimeoutMs: options.trialTimeoutMs,
      signal: options.signal,
      scratchDirectory: options.scratchDirectory,
      kvmDevice: this.#options.kvmDevice ?? '/dev/kvm',
    });
    return {
      driver: this.name,
      program: virsh.program,
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
        agentChannels: ['virtio-serial', 'serial'],
      },
    };
  }

  async define(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    return this.#machine(definition, options, createOverlay);
  }

  async reopen(definition: VmDefinition, options: CallOptions): Promise<Vm> {
    return this.#machine(definition, options, reopenOverlay);
  }

  async #machine(
    definition: VmDefinition,
    options: CallOptions,
    makeFiles: typeof createOverlay,
  ): Promise<Vm> {
    const virsh = await this.#virsh();
    if (definition.network) {
      throw new HypervisorError(
        'unsupported',
        'a machine under libvirt has no network; take one away from the job, or another driver',
      );
    }
    await checkPcDefinition(definition);
    const { lowPriority = true, readFreeBytes } = this.#options;
    const name = domainName();
    // Once for the files that the definition names, before anything is made in the slot.
    writeXml(name, definition, definition.slotDirectory, definition.slotDirectory);
    const files = await makeFiles(definition, { ...options, readFreeBytes, absoluteSocket: true });
    await removeAgentSockets(files.socketDirectory);
    const agentSocket = newAgentSocket(files.socketDirectory);
    const xml = writeXml(name, definition, agentSocket, files.socketDirectory);
    return createLibvirtVm({
      virsh,
      name,
      xml,
      lowPriority,
      definition,
      files,
      agentSocket,
      readFreeBytes,
    });
  }

  async #virsh(): Promise<Virsh> {
    const { userId = process.geteuid?.() } = this.#options;
    if (userId !== 0) return new Virsh(await this.locate());
    throw new HypervisorError(
      'hypervisor_missing',
      'the driver libvirt does not work for root, who has no session of libvirt; ' +
        'run as an ordinary user',
    );
  }

  /** Version of libvirt, and of QEMU as libvirt has found it; this starts the daemon. */
  async #readVersion(virsh: Virsh, { signal }: CallOptions): Promise<string> {
    const timeoutMs = this.#options.daemonTimeoutMs ?? DAEMON_START_TIMEOUT_MS;
    let text: string;
    try {
      text = await virsh.run(['version'], { timeoutMs, signal });
    } catch (error) {
      if (error instanceof HypervisorError && error.code === 'canceled') throw error;
      throw new HypervisorError(
        'hypervisor_missing',
        `libvirt's daemon cannot be used: ${(error as Error).message}; ${INSTALL}`,
        { cause: error },
      );
    }
    const libvirt = /^Using library: libvirt (\d+(?:\.\d+)+)$/m.exec(text)?.[1];
    const qemu = /^Running hypervisor: QEMU (\d+(?:\.\d+)+)$/m.exec(text)?.[1];
    if (libvirt !== undefined && qemu !== undefined) return `${libvirt} with QEMU ${qemu}`;
    throw new HypervisorError(
      'hypervisor_missing',
      `${virsh.program} does not tell the versions of libvirt and QEMU; ${INSTALL}`,
    );
  }
}

const INSTALL = `install libvirt, on Debian: apt-get install ${LIBVIRT_DEBIAN_PACKAGES.join(' ')}`;

function writeXml(
  name: string,
  definition: VmDefinition,
  agentSocket: string,
  socketDirectory: string,
): string {
  const { accelerator, slotDirectory } = definition;
  if (!isDomainAccelerator(accelerator)) {
    throw new HypervisorError('accelerator_unusable', `libvirt's QEMU has no ${accelerator}`);
  }
  try {
    return machineXml(definition, {
      name,
      accelerator,
      overlayFile: overlayFileIn(slotDirectory),
      agentSocket,
      sockets: domainSockets(socketDirectory),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new HypervisorError(
      'hypervisor_failed',
      `the machine cannot be made: ${error.message}; choose another path`,
      { cause: error },
    );
  }
}
