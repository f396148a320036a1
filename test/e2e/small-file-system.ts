import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Workspace } from './workspace.ts';

const execute = promisify(execFile);

/** SmallFileSystem: a slot with a file system of its own, in memory. Disposing it unmounts it. */
export class SmallFileSystem implements AsyncDisposable {
  readonly #workspace: Workspace;

  private constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Whether this user may mount at all: not everybody may, and not in every container. */
  static async isPossible(): Promise<boolean> {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-mount-'));
    try {
      await execute('mount', ['-t', 'tmpfs', 'vmslot-e2e', directory]);
      await execute('umount', [directory]);
      return true;
    } catch {
      // Whatever the reason is, the answer is no.
      return false;
    } finally {
      await rmdir(directory);
    }
  }

  /** Mounts it as the slot of a workspace. */
  static async mount(workspace: Workspace, megabytes: number): Promise<SmallFileSystem> {
    await mkdir(workspace.slot);
    await execute('mount', [
      '-t',
      'tmpfs',
      '-o',
      `mode=700,size=${megabytes}m`,
      'vmslot-e2e',
      workspace.slot,
    ]);
    return new SmallFileSystem(workspace);
  }

  /** Makes it smaller, or larger; the kernel refuses less than what is in use. */
  async resize(bytes: number): Promise<void> {
    await execute('mount', ['-o', `remount,size=${bytes}`, this.#workspace.slot]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A process that lives in the slot would keep it busy.
    await expect.poll(() => this.#workspace.processes(), { timeout: 30_000 }).toEqual([]);
    await execute('umount', [this.#workspace.slot]);
  }
}
