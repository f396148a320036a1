import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere } from '../is-there.ts';
import { SNAPSHOT_TAG, type SnapshotInfo, type SnapshotSaved } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import type { SnapshotControl } from '../driver-machine.ts';
import type { ReadFreeBytes } from '../room.ts';
import { snapshotFailed } from '../snapshot-failed.ts';
import { assertSnapshotTag, findSnapshot } from '../snapshot-tag.ts';
import { takeSnapshot } from '../take-snapshot.ts';
import { vmwareFailure } from './vmware-failure.ts';
import type { VmwareFiles } from './vmx-settings.ts';
import { parseVmx } from './vmx-text.ts';
import type { Vmrun } from './vmrun.ts';

/** How long VMware may take to save, restore or delete a snapshot. */
export const VMWARE_SNAPSHOT_TIMEOUT_MS = 600_000;

/** Room that a snapshot takes beside the guest's memory: devices, and a disk for what is written after it. */
export const VMWARE_SNAPSHOT_EXTRA_BYTES = 16 * 1024 * 1024;

const PRODUCT = 'VMware';

export interface VmwareSnapshotsOptions {
  readonly vmrun: Vmrun;
  readonly files: VmwareFiles;
  /** The machine's directory. */
  readonly directory: string;
  /** Most memory that the state of the machine can hold. */
  readonly memoryBytes: number;
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/** VmwareSnapshots saves, restores and deletes snapshots of one machine. One at a time: the caller sees to that. */
export class VmwareSnapshots implements SnapshotControl {
  readonly #options: VmwareSnapshotsOptions;

  constructor(options: VmwareSnapshotsOptions) {
    this.#options = options;
  }

  /** @throws HypervisorError `snapshot_unusable` where the machine cannot be read */
  async list(): Promise<readonly SnapshotInfo[]> {
    const { vmrun, files } = this.#options;
    // A machine that was never started has no files yet.
    if (!(await isThere(files.vmx))) return [];
    const result = await vmrun.try('listSnapshots');
    const output = `${result.stdout}\n${result.stderr}`;
    const [head, ...names] = result.stdout.split(/\r?\n/).map((line) => line.trim());
    const count = /^Total snapshots: (\d+)$/.exec(head ?? '')?.[1];
    const tags = names.filter((name) => SNAPSHOT_TAG.test(name));
    if (result.exitCode !== 0 || count === undefined || Number(count) !== tags.length) {
      throw unusable(vmwareFailure('vmrun listSnapshots', output).message);
    }
    const details = tags.length === 0 ? new Map() : await this.#details();
    return tags
      .map((tag) => ({ tag, bytes: 0, savedAtMs: 0, ...details.get(tag) }) as SnapshotInfo)
      .toSorted((one, other) => one.savedAtMs - other.savedAtMs);
  }

  save(tag: string): Promise<SnapshotSaved> {
    const { vmrun, directory, memoryBytes, readFreeBytes } = this.#options;
    return takeSnapshot({
      product: PRODUCT,
      tag,
      directory,
      neededBytes: memoryBytes + VMWARE_SNAPSHOT_EXTRA_BYTES,
      readFreeBytes,
      list: () => this.list(),
      take: () => this.#ask('save', () => vmrun.run('snapshot', [tag], LONG)),
    });
  }

  async delete(tag: string): Promise<void> {
    assertSnapshotTag(PRODUCT, tag);
    if (findSnapshot(await this.list(), tag) === undefined) return;
    await this.#ask('delete', () => this.#options.vmrun.run('deleteSnapshot', [tag], LONG));
  }

  /**
   * Makes the machine, which is off, the saved one.
   *
   * @throws HypervisorError `snapshot_unusable` where there is no such snapshot, or VMware refuses it
   */
  async restore(tag: string, signal: AbortSignal | undefined): Promise<void> {
    if (findSnapshot(await this.list(), tag) === undefined) {
      throw unusable(`there is no snapshot ${tag} in ${this.#options.directory}`);
    }
    await this.#options.vmrun.run('revertToSnapshot', [tag], { ...LONG, signal });
  }

  /** That the word snapshot is in an answer makes none unusable that is not being restored. */
  async #ask(verb: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const isOfSnapshot = error instanceof HypervisorError && error.code === 'snapshot_unusable';
      throw isOfSnapshot ? snapshotFailed(PRODUCT, verb, error.message) : error;
    }
  }

  /** Times and sizes, by name, which vmrun does not tell, from the file that VMware keeps beside the machine. */
  async #details(): Promise<Map<string, { savedAtMs: number; bytes: number }>> {
    const { files } = this.#options;
    const found = new Map<string, { savedAtMs: number; bytes: number }>();
    let values: Map<string, string>;
    try {
      values = parseVmx(await readFile(files.vmsd, 'utf8'));
    } catch (error) {
      throw unusable(`${files.vmsd} cannot be read`, error);
    }
    for (const [key, name] of values) {
      const prefix = /^(snapshot\d+)\.displayName$/.exec(key)?.[1];
      if (prefix === undefined) continue;
      const savedAtMs = readTimeMs(values, prefix);
      const state = values.get(`${prefix}.filename`) ?? '';
      const bytes =
        (await sizeOf(join(files.folder, state))) +
        (await sizeOf(join(files.folder, state.replace(/\.vmsn$/, '.vmem'))));
      found.set(name, { savedAtMs, bytes });
    }
    return found;
  }
}

const LONG = { timeoutMs: VMWARE_SNAPSHOT_TIMEOUT_MS } as const;

/** Microseconds since 1970, as two numbers of 32 bits of which the second may stand there as negative. */
function readTimeMs(values: ReadonlyMap<string, string>, prefix: string): number {
  const high = Number(values.get(`${prefix}.createTimeHigh`));
  const low = Number(values.get(`${prefix}.createTimeLow`)) >>> 0;
  const ms = Math.floor((high * 2 ** 32 + low) / 1000);
  return Number.isSafeInteger(ms) && ms > 0 ? Math.floor(ms / 1000) * 1000 : 0;
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : 0;
  } catch {
    // Some versions have the memory in a file of its own, others do not.
    return 0;
  }
}

function unusable(what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('snapshot_unusable', what, { cause });
}
