import { processFigures } from '../process/process-figures.ts';
import { canceledCall } from './call-errors.ts';
import { CpuLimit } from './cpu-limit.ts';
import {
  MAX_STATUS_READ_BYTES,
  type CallOptions,
  type SnapshotSaved,
  type VmDefinition,
} from './driver.ts';
import { HypervisorError } from './errors.ts';
import type { SnapshotControl } from './driver-machine.ts';
import type { MachineDirectory } from './machine-directory.ts';
import type { MachineLife } from './machine-life.ts';
import { QmpSnapshots } from './qcow2/qmp-snapshots.ts';
import type { QmpClient, QmpEvent } from './qmp-client.ts';
import { QmpError } from './qmp-error.ts';
import { readMachineType } from './read-machine-type.ts';
import { abortable } from './restore.ts';
import type { ReadFreeBytes } from './room.ts';
import { assertSnapshotTag } from './snapshot-tag.ts';

export interface QmpMachineOptions {
  readonly life: MachineLife;
  readonly definition: VmDefinition;
  readonly files: MachineDirectory;
  /** Name that QEMU has for the overlay. */
  readonly overlayNode: (client: QmpClient) => Promise<string>;
  /** Name of the ring buffer that is the guest's status port. */
  readonly statusDevice: string;
  /** QEMU's process, while it runs. */
  readonly pid: () => number | undefined;
  /** Ends QEMU at once. */
  readonly kill: () => void;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/**
 * QmpMachine is what any QEMU does for its machine by its control protocol, whoever has started it. Owner: who
 * made it; it sets `client` once there is a connection, hands in all that is heard there, and ends QEMU.
 */
export class QmpMachine {
  readonly cpuLimit = new CpuLimit();
  readonly snapshots: SnapshotControl;
  client: QmpClient | undefined;
  readonly #options: QmpMachineOptions;
  readonly #stored: QmpSnapshots;
  #machineType: string | undefined;
  #shutdownReason: string | undefined;
  #outOfRoom = false;

  constructor(options: QmpMachineOptions) {
    this.#options = options;
    this.#stored = new QmpSnapshots(options);
    this.snapshots = {
      list: () => this.#stored.list(),
      save: (tag) => this.#save(tag),
      delete: (tag) => this.#delete(tag),
    };
  }

  get machineType(): string | undefined {
    return this.#machineType;
  }

  /** Why QEMU ended, in its own words: the reason of its first SHUTDOWN event, or what replaces it. */
  get shutdownReason(): string | undefined {
    return this.#shutdownReason;
  }

  /** Directory that is full, where that is why the machine was ended. */
  get outOfRoom(): string | undefined {
    return this.#outOfRoom ? this.#options.files.path : undefined;
  }

  /** Asks QEMU which machine it is, unless it was told. */
  async learnMachineType(options: CallOptions): Promise<void> {
    const { machineType } = this.#options.definition;
    this.#machineType = machineType ?? (await readMachineType(this.#connected(), options));
  }

  /** @throws HypervisorError where that snapshot cannot be gone on from */
  async assertSnapshot(tag: string): Promise<void> {
    assertSnapshotTag('QEMU', tag);
    await this.#stored.assertThere(tag);
  }

  /** Makes the machine, which has not begun, the saved one. @throws QmpError */
  async load(tag: string, { signal }: CallOptions): Promise<void> {
    await abortable(this.#stored.load(this.#connected(), tag), signal);
  }

  /** @throws HypervisorError `hypervisor_failed` where QEMU does not obey, `canceled` */
  async execute(
    name: string,
    commandArguments: Readonly<Record<string, unknown>>,
    { signal }: CallOptions,
  ): Promise<unknown> {
    try {
      const client = this.#connected();
      return await this.cpuLimit.hold(() => client.execute(name, commandArguments, { signal }));
    } catch (error) {
      if (error instanceof QmpError && error.code === 'canceled') throw canceledCall(error.cause);
      throw new HypervisorError(
        'hypervisor_failed',
        `QEMU did not obey ${name}: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  async readStatus(options: CallOptions): Promise<Uint8Array> {
    const { life, definition, statusDevice } = this.#options;
    if (definition.statusPortName === undefined || !life.isOn) return new Uint8Array(0);
    // Of bytes, since what a guest writes need be no text.
    const ring = { device: statusDevice, size: MAX_STATUS_READ_BYTES, format: 'base64' };
    const data = await this.execute('ringbuf-read', ring, options);
    return Buffer.from(typeof data === 'string' ? data : '', 'base64');
  }

  /** To be called for each event of the client. */
  onEvent(event: QmpEvent): void {
    const { name, data } = event;
    this.#stored.onEvent(event);
    if (name === 'SHUTDOWN' && this.#shutdownReason === undefined) {
      this.#shutdownReason = typeof data['reason'] === 'string' ? data['reason'] : 'unknown';
    }
    if (name === 'BLOCK_IO_ERROR' && data['nospace'] === true && data['action'] === 'stop') {
      this.#outOfRoom = true;
      this.#options.kill();
    }
  }

  /** To be called when the connection has ended. */
  onFailure(error: QmpError): void {
    this.#stored.onFailure(error);
    if (error.code !== 'protocol') return;
    // A QEMU that breaks the protocol is out of control, perhaps in the guest's hands.
    this.onLost(error.message);
    this.#options.kill();
  }

  /** QEMU is ending, or about to be ended, for a reason that it has not told. */
  onLost(reason: string): void {
    this.#shutdownReason ??= reason;
  }

  async #save(tag: string): Promise<SnapshotSaved> {
    assertSnapshotTag('QEMU', tag);
    const { memoryBytes } = this.#options.definition;
    const pid = this.#options.pid();
    const figures = pid === undefined ? undefined : await processFigures(pid);
    // Memory that the guest has never touched takes no room in a snapshot.
    const mostBytes = Math.min(memoryBytes, figures?.residentBytes ?? memoryBytes);
    const client = this.#connected();
    return await this.cpuLimit.hold(() => this.#stored.save(client, tag, mostBytes));
  }

  async #delete(tag: string): Promise<void> {
    assertSnapshotTag('QEMU', tag);
    const client = this.#connected();
    await this.cpuLimit.hold(() => this.#stored.delete(client, tag));
  }

  #connected(): QmpClient {
    if (this.client !== undefined) return this.client;
    throw new HypervisorError('hypervisor_failed', 'QEMU is not connected');
  }
}
