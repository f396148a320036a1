import type { SnapshotInfo, SnapshotSaved } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { isThere } from '../is-there.ts';
import type { SnapshotControl } from '../driver-machine.ts';
import type { ReadFreeBytes } from '../room.ts';
import { assertSnapshotTag, findSnapshot } from '../snapshot-tag.ts';
import { takeSnapshot } from '../take-snapshot.ts';
import { VBOX_MACHINE_NAME, type VBoxFiles } from './machine-files.ts';
import { readSnapshotNames } from './parse-machine-readable.ts';
import { readSnapshotSettings } from './read-snapshots.ts';
import { vboxFailure } from './vbox-failure.ts';
import type { VBoxManage } from './vbox-manage.ts';

/** How long VirtualBox may take to save, restore or delete a snapshot. */
export const VBOX_SNAPSHOT_TIMEOUT_MS = 600_000;

/** Room that a snapshot takes beside the guest's memory: devices, and a disk for what is written after it. */
export const VBOX_SNAPSHOT_EXTRA_BYTES = 16 * 1024 * 1024;

const PRODUCT = 'VirtualBox';

/** What VirtualBox prints, with exit status 1, where there are none. */
const NONE = /does not have any snapshots/;

export interface VBoxSnapshotsOptions {
  readonly manage: VBoxManage;
  readonly files: VBoxFiles;
  /** The machine's directory. */
  readonly directory: string;
  /** Most memory that the state of the machine can hold. */
  readonly memoryBytes: number;
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/** VBoxSnapshots saves, restores and deletes snapshots of one machine. One at a time: the caller sees to that. */
export class VBoxSnapshots implements SnapshotControl {
  readonly #options: VBoxSnapshotsOptions;

  constructor(options: VBoxSnapshotsOptions) {
    this.#options = options;
  }

  /** @throws HypervisorError `snapshot_unusable` where the machine cannot be read */
  async list(): Promise<readonly SnapshotInfo[]> {
    const { files, manage } = this.#options;
    // A machine that was never started has no snapshots, and VirtualBox does not know it.
    if (!(await isThere(files.registered))) return [];
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

  save(tag: string): Promise<SnapshotSaved> {
    const { manage, directory, memoryBytes, readFreeBytes } = this.#options;
    const timeoutMs = VBOX_SNAPSHOT_TIMEOUT_MS;
    return takeSnapshot({
      product: PRODUCT,
      tag,
      directory,
      neededBytes: memoryBytes + VBOX_SNAPSHOT_EXTRA_BYTES,
      readFreeBytes,
      list: () => this.list(),
      take: () => manage.run([...SNAPSHOT, 'take', tag, '--pause'], { timeoutMs }),
    });
  }

  async delete(tag: string): Promise<void> {
    assertSnapshotTag(PRODUCT, tag);
    if (findSnapshot(await this.list(), tag) === undefined) return;
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
    if (findSnapshot(await this.list(), tag) === undefined) {
      throw unusable(`there is no snapshot ${tag} in ${this.#options.directory}`);
    }
    await this.#options.manage.run([...SNAPSHOT, 'restore', tag], {
      timeoutMs: VBOX_SNAPSHOT_TIMEOUT_MS,
      signal,
    });
  }
}

const SNAPSHOT = ['snapshot', VBOX_MACHINE_NAME] as const;

function unusable(what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('snapshot_unusable', what, { cause });
}
