import { processFigures } from '../../process/process-figures.ts';
import type { ProcessIdentity } from '../../process/process-identity.ts';
import { agentEndpoint } from '../agent-endpoint.ts';
import type { ConsoleListener } from '../console-listener.ts';
import { DrivenVm } from '../driven-vm.ts';
import type { AgentEndpoint, CallOptions, StartOptions, Vm } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import type { DriverMachine, NoSnapshots } from '../driver-machine.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { MachineLife } from '../machine-life.ts';
import type { DiscMachineOptions } from '../machine-options.ts';
import { notOfSnapshot } from '../restored-machine.ts';
import { assertSnapshotTag } from '../snapshot-tag.ts';
import { MachineProcess } from './machine-process.ts';
import { prepareMachine, VMWARE_MACHINE_TYPE } from './prepare-machine.ts';
import { Vmrun, type VmwareEdition } from './vmrun.ts';
import { VmwareSnapshots } from './vmware-snapshots.ts';
import { vmwareFilesOf, type VmwareFiles } from './vmx-settings.ts';

export interface VmwareVmOptions extends DiscMachineOptions {
  /** Path of vmrun. */
  readonly program: string;
  readonly edition: VmwareEdition;
}

/** One machine under Workstation, Player or Fusion, driven by vmrun; see {@link Vm}. */
export function createVmwareVm(options: VmwareVmOptions): Vm {
  const life = new MachineLife();
  return new DrivenVm(life, new VmwareMachine(options, life));
}

class VmwareMachine implements DriverMachine {
  readonly endpoint: AgentEndpoint;
  readonly files: MachineDirectory;
  readonly snapshots: VmwareSnapshots | NoSnapshots;
  readonly readFigures = processFigures;
  readonly #options: VmwareVmOptions;
  readonly #life: MachineLife;
  readonly #vmwareFiles: VmwareFiles;
  readonly #vmrun: Vmrun;
  readonly #process: MachineProcess;

  constructor(options: VmwareVmOptions, life: MachineLife) {
    const { files, definition, program, edition, lowPriority, lockTimeoutMs } = options;
    this.#options = options;
    this.#life = life;
    this.files = files;
    this.endpoint = agentEndpoint(files.agentSocket, 'serial');
    this.#vmwareFiles = vmwareFilesOf(files);
    const vmrun = new Vmrun({ program, edition, vmx: this.#vmwareFiles.vmx, lockTimeoutMs });
    this.#vmrun = vmrun;
    const shared = { vmrun, files: this.#vmwareFiles };
    this.#process = new MachineProcess({ ...shared, life, program, edition, lowPriority });
    this.snapshots =
      edition === 'player'
        ? { unsupported: 'the driver vmware has no snapshots under Player' }
        : new VmwareSnapshots({
            ...shared,
            directory: files.path,
            memoryBytes: definition.memoryBytes,
            readFreeBytes: options.readFreeBytes,
          });
  }

  get pid(): number | undefined {
    return this.#process.identity?.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#process.identity;
  }

  get machineType(): string | undefined {
    return this.#process.hasStarted ? VMWARE_MACHINE_TYPE : undefined;
  }

  get console(): ConsoleListener | undefined {
    return this.#process.console;
  }

  async start({ signal, restoreTag, paused }: StartOptions): Promise<void> {
    const machine = this.#process;
    try {
      if (restoreTag !== undefined) assertSnapshotTag('VMware', restoreTag);
      await prepareMachine({
        ...this.#options,
        files: this.#vmwareFiles,
        vmrun: this.#vmrun,
        snapshots: 'unsupported' in this.snapshots ? undefined : this.snapshots,
        restoreTag,
        signal,
      });
      this.#life.assertWanted();
      await machine.powerOn(signal);
      this.#life.assertWanted();
      // VMware starts no machine paused: it runs until it has been told.
      if (paused === true) await this.pause({ signal });
    } catch (error) {
      if (machine.hasStarted) await machine.end();
      throw restoreTag === undefined ? notOfSnapshot(error) : error;
    }
  }

  async pause(options: CallOptions): Promise<void> {
    await this.#vmrun.run('pause', [], options);
  }

  async resume(options: CallOptions): Promise<void> {
    await this.#vmrun.run('unpause', [], options);
  }

  /** @throws HypervisorError `unsupported`: vmrun has no such command */
  limitCpu(): void {
    throw unsupported('cannot limit the CPUs of a machine');
  }

  setNetworkUp(): Promise<void> {
    return Promise.reject(unsupported('gives its machines no network'));
  }

  async stop(): Promise<void> {
    // A start that has no process yet sees the request as soon as it has one, and ends it.
    if (this.#life.state === 'defined') await this.#life.startSettled();
    await this.#process.stop();
  }
}

function unsupported(what: string): HypervisorError {
  return new HypervisorError('unsupported', `the driver vmware ${what}`);
}
