import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SnapshotInfo, SnapshotSaved } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import type { QmpClient, QmpEvent } from '../qmp-client.ts';
import type { QmpError } from '../qmp-error.ts';
import { QmpJobs } from '../qmp-jobs.ts';
import {
  assertMemory,
  createMemoryFile,
  hasMemoryFile,
  MEMORY_NODE,
  memoryFileOf,
  memoryNodeOptions,
  removeStrayMemory,
  withMemory,
} from './memory-file.ts';
import { readOverlay } from './read-overlay.ts';
import { checkRoom, isOutOfRoom, noRoom, readFreeBytes, type ReadFreeBytes } from '../room.ts';
import { snapshotFailed } from '../snapshot-failed.ts';
import { findSnapshot } from '../snapshot-tag.ts';

/** Room that a snapshot takes beside the guest's memory: devices, and tables of the disk. */
export const SNAPSHOT_EXTRA_BYTES = 4 * 1024 * 1024;

const PRODUCT = 'QEMU';

export interface QmpSnapshotsOptions {
  readonly files: MachineDirectory;
  /** Name that QEMU has for the overlay, which holds the disk of each snapshot. */
  readonly overlayNode: (client: QmpClient) => Promise<string>;
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/**
 * QmpSnapshots saves, loads and deletes snapshots of one machine, by QEMU's jobs. One at a time: the
 * caller sees to that.
 */
export class QmpSnapshots {
  readonly #options: QmpSnapshotsOptions;
  readonly #jobs = new QmpJobs();
  #stoppedAtMs: number | undefined;
  #standstillMs = 0;

  constructor(options: QmpSnapshotsOptions) {
    this.#options = options;
  }

  /** To be called for each event of the client. */
  onEvent(event: QmpEvent): void {
    if (event.name === 'STOP') this.#stoppedAtMs = performance.now();
    if (event.name === 'RESUME' && this.#stoppedAtMs !== undefined) {
      this.#standstillMs = performance.now() - this.#stoppedAtMs;
      this.#stoppedAtMs = undefined;
    }
    this.#jobs.onEvent(event);
  }

  /** To be called when the connection has ended. */
  onFailure(error: QmpError): void {
    this.#jobs.onFailure(error);
  }

  async list(): Promise<readonly SnapshotInfo[]> {
    const { diskFile, path } = this.#options.files;
    return await withMemory(path, (await readOverlay(diskFile)).snapshots);
  }

  /**
   * @param memoryBytes most memory that the state can hold
   * @throws HypervisorError `no_room` or `hypervisor_failed`
   */
  async save(client: QmpClient, tag: string, memoryBytes: number): Promise<SnapshotSaved> {
    const { diskFile, path } = this.#options.files;
    const before = await this.list();
    if (findSnapshot(before, tag) !== undefined) {
      throw snapshotFailed(PRODUCT, 'save', `there is a snapshot ${tag}`);
    }
    await removeStrayMemory(path, before);
    // QEMU would fill the disk to the last byte before it failed, and leave that to the guest.
    const neededBytes = memoryBytes + SNAPSHOT_EXTRA_BYTES;
    await checkRoom(path, neededBytes, this.#options.readFreeBytes);
    this.#standstillMs = 0;
    const memoryFile = memoryFileOf(path, tag);
    try {
      await createMemoryFile(memoryFile);
      await this.#withMemory(client, memoryFile, (nodes) =>
        this.#jobs.run(client, 'snapshot-save', { tag, ...nodes }),
      );
      // QEMU has flushed its own writes; the names of the files are ours to see to.
      for (const name of [memoryFile, diskFile, path, dirname(path)]) await sync(name);
    } catch (error) {
      await rm(memoryFile, { force: true });
      // QEMU calls a full disk an input/output error.
      const freeBytes = await readFreeBytes(path);
      if (isOutOfRoom(error) || freeBytes < neededBytes) {
        throw noRoom(path, neededBytes, freeBytes, error);
      }
      throw snapshotFailed(PRODUCT, 'save', (error as Error).message, error);
    }
    const saved = findSnapshot(await this.list(), tag);
    if (saved === undefined)
      throw snapshotFailed(PRODUCT, 'save', 'QEMU says that it did, but it is not there');
    return { standstillMs: this.#standstillMs, bytes: saved.bytes };
  }

  async delete(client: QmpClient, tag: string): Promise<void> {
    if (findSnapshot(await this.list(), tag) === undefined) return;
    try {
      const devices = [await this.#options.overlayNode(client)];
      await this.#jobs.run(client, 'snapshot-delete', { tag, devices });
      await rm(memoryFileOf(this.#options.files.path, tag), { force: true });
    } catch (error) {
      throw snapshotFailed(PRODUCT, 'delete', (error as Error).message, error);
    }
  }

  /** @throws HypervisorError `snapshot_unusable` */
  async assertThere(tag: string): Promise<void> {
    const { diskFile, path } = this.#options.files;
    const found = findSnapshot((await readOverlay(diskFile)).snapshots, tag);
    if (found === undefined) {
      throw new HypervisorError('snapshot_unusable', `there is no snapshot ${tag} in ${diskFile}`);
    }
    if (found.bytes === 0) await assertMemory(path, tag);
  }

  /** @throws QmpError */
  async load(client: QmpClient, tag: string): Promise<void> {
    const { path } = this.#options.files;
    if (await hasMemoryFile(path, tag)) {
      await this.#withMemory(client, memoryFileOf(path, tag), (nodes) =>
        this.#jobs.run(client, 'snapshot-load', { tag, ...nodes }),
      );
      return;
    }
    // An earlier version had the memory in the overlay, too.
    const node = await this.#options.overlayNode(client);
    await this.#jobs.run(client, 'snapshot-load', { tag, vmstate: node, devices: [node] });
  }

  /** Has QEMU open a memory file for as long as `work` takes. */
  async #withMemory(
    client: QmpClient,
    file: string,
    work: (nodes: {
      readonly vmstate: string;
      readonly devices: readonly string[];
    }) => Promise<void>,
  ): Promise<void> {
    const node = await this.#options.overlayNode(client);
    const close = () => client.execute('blockdev-del', { 'node-name': MEMORY_NODE });
    // A reply that came too late may have left it open.
    await close().catch(() => undefined);
    try {
      await client.execute('blockdev-add', memoryNodeOptions(file));
    } catch (error) {
      await close().catch(() => undefined);
      // That it cannot be opened says nothing against what is in it.
      throw snapshotFailed(PRODUCT, 'open', (error as Error).message, error);
    }
    try {
      await work({ vmstate: MEMORY_NODE, devices: [node, MEMORY_NODE] });
    } catch (error) {
      // Why it failed says more than that the rest did, too.
      await close().catch(() => undefined);
      throw error;
    }
    await close();
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
