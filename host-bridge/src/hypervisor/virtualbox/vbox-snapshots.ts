import { access } from 'node:fs/promises';
import { SNAPSHOT_TAG, type SnapshotInfo, type SnapshotSaved } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { checkRoom, isOutOfRoom, noRoom, readFreeBytes, type ReadFreeBytes } from '../room.ts';
import { syncTree } from '../sync-tree.ts';
import { VBOX_MACHINE_NAME, type VBoxFiles } from './machine-files.ts';
import { readSnapshotNames } from './parse-machine-readable.ts';
import { readSnapshotSettings } from './read-snapshots.ts';
import { vboxFailure } from './vbox-failure.ts';
import type { VBoxManage } from './vbox-manage.ts';

/** How long VirtualBox may take to save, restore or delete a snapshot. */
export const VBOX_SNAPSHOT_TIMEOUT_MS = 600_000;

/** Room that a snapshot takes beside the guest's memory: devices, and a disk for what is written after it. */
export const VBOX_SNAPSHOT_EXTRA_BYTES = 16 * 1024 * 1024;

/** What VirtualBox prints, with exit status 1, where there are none. */
const NONE = /does not have any snapshots/;

export interface VBoxSnapshotsOptions {
  readonly manage: VBoxManage;
  readonly files: VBoxFiles;
  /** The machine's directory. */
  readonly directory: string;
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/** VBoxSnapshots saves, restores and deletes snapshots of one machine. One at a time: the caller sees to that. */
export class VBoxSnapshots {
  readonly #options: VBoxSnapshotsOptions;

  constructor(options: VBoxSnapshotsOptions) {
    this.#options = options;
  }

  /** @throws HypervisorError `snapshot_unusable` where the machine cannot be read */
  async list(): Promise<readonly SnapshotInfo[]> {
    const { files, manage } = this.#options;
    // A machine that was never started has no snapshots, and VirtualBox does not know it.
    if (!(await exists(files.registered))) return [];
    const result = await manage.try([...SNAPSHOT, 'list', '--machinereadable']);
    const output = `${result.stdout}\n${result.stderr}`;
    if (result.exitCode !== 0) {
      if (NONE.test(output)) return [];
      throw unusable(vboxFailure('VBoxManage snapshot', output).message);
    }
    const names = readSnapshotNames(result.stdout);
    if (names.length === 0) throw unusable('VBoxManage snapshot list names none');
    const settings = await readSnapshotSettings(files.settings).catch((error: unknown) => {
      throw unusable(`${files.settings} cannot be read`, error);
    });
    return names
      .map((tag) => ({ tag, bytes: 0, savedAtMs: 0, ...settings.get(tag) }))
      .toSorted((one, other) => one.savedAtMs - other.savedAtMs);
  }

  /**
   * @param mostBytes most memory that the state can hold
   * @throws HypervisorError `no_room` or `hypervisor_failed`
   */
  async save(tag: string, mostBytes: number): Promise<SnapshotSaved> {
    const { manage, directory } = this.#options;
    if ((await this.list()).some((snapshot) => snapshot.tag === tag)) {
      throw failed('save', `there is a snapshot ${tag}`);
    }
    const neededBytes = mostBytes + VBOX_SNAPSHOT_EXTRA_BYTES;
    await checkRoom(directory, neededBytes, this.#options.readFreeBytes);
    const startMs = performance.now();
    try {
      await manage.run([...SNAPSHOT, 'take', tag, '--pause'], {
        timeoutMs: VBOX_SNAPSHOT_TIMEOUT_MS,
      });
      const standstillMs = performance.now() - startMs;
      await syncTree(directory);
      const saved = (await this.list()).find((snapshot) => snapshot.tag === tag);
      if (saved === undefined) throw failed('save', 'it says that it did, but it is not there');
      return { standstillMs, bytes: saved.bytes };
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      throw noRoom(directory, neededBytes, await readFreeBytes(directory), error);
    }
  }

  /** Safe to repeat. */
  async delete(tag: string): Promise<void> {
    if (!(await this.list()).some((snapshot) => snapshot.tag === tag)) return;
    await this.#options.manage.run([...SNAPSHOT, 'delete', tag], {
      timeoutMs: VBOX_SNAPSHOT_TIMEOUT_MS,
    });
  }

  /**
   * Makes the machine, which is off, the saved one.
   *
   * @throws HypervisorError `snapshot_unusable` where there is no such snapshot, or VirtualBox refuses it
   */
  async restore(tag: string, signal: AbortSignal | undefined): Promise<void> {
    if (!(await this.list()).some((snapshot) => snapshot.tag === tag)) {
      throw unusable(`there is no snapshot ${tag} in ${this.#options.directory}`);
    }
    await this.#options.manage.run([...SNAPSHOT, 'restore', tag], {
      timeoutMs: VBOX_SNAPSHOT_TIMEOUT_MS,
      signal,
    });
  }
}

const SNAPSHOT = ['snapshot', VBOX_MACHINE_NAME] as const;

/** @throws HypervisorError for a text that is no name of a snapshot */
export function assertSnapshotTag(tag: string): void {
  if (!SNAPSHOT_TAG.test(tag)) throw failed('use', `its name is not ${SNAPSHOT_TAG.source}`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function unusable(what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('snapshot_unusable', what, { cause });
}

function failed(verb: string, why: string): HypervisorError {
  return new HypervisorError(
    'hypervisor_failed',
    `VirtualBox could not ${verb} the snapshot: ${why}`,
  );
}
