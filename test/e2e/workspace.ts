import { existsSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { findProgram } from '../../host-bridge/src/hypervisor/find-program.ts';

/** Top of the repository. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Where the image is that `npm test` builds before these tests. */
export const IMAGE_DIRECTORY = join(REPOSITORY, 'images', 'out', 'debian');

/** QEMU as the bridge finds it. */
export const QEMU_PROGRAM = 'qemu-system-x86_64';

/** How long the last processes of a run may take to leave once `vmslot` has ended. */
const LEAVE_LIMIT_MS = 30_000;

/**
 * Workspace: the directories of one test. Its path appears in the command line of everything that a
 * run starts, so disposing it proves that nothing of the run is left, and removes it.
 */
export class Workspace implements AsyncDisposable {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** @throws Error where QEMU or the image is missing: these tests fail then, they are not skipped */
  static async create(): Promise<Workspace> {
    if ((await findProgram(QEMU_PROGRAM)) === undefined) {
      throw new Error(`${QEMU_PROGRAM} is not in PATH: apt-get install qemu-system-x86`);
    }
    if (!existsSync(join(IMAGE_DIRECTORY, 'manifest.json'))) {
      throw new Error(`there is no image in ${IMAGE_DIRECTORY}: build it with "npm run image"`);
    }
    const workspace = new Workspace(await mkdtemp(join(tmpdir(), 'vmslot-e2e-')));
    for (const directory of [workspace.job, workspace.out, workspace.temporary]) {
      await mkdir(directory);
    }
    return workspace;
  }

  /** Directory of the job file and its inputs. */
  get job(): string {
    return join(this.root, 'job');
  }

  /** Where the outputs go. */
  get out(): string {
    return join(this.root, 'out');
  }

  /** The slot; the run makes it. */
  get slot(): string {
    return join(this.root, 'slot');
  }

  /** What the run sees as the system's directory for temporary files. */
  get temporary(): string {
    return join(this.root, 'tmp');
  }

  /** A path of its own for what a single test needs. */
  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  /** Command lines of the running processes that name this workspace. */
  processes(): readonly string[] {
    return readdirSync('/proc', { withFileTypes: true })
      .filter((entry) => /^\d+$/.test(entry.name))
      .map(commandLine)
      .filter((line) => line.includes(this.root));
  }

  /** Those of them that are machines. */
  machines(): readonly string[] {
    return this.processes().filter((line) => new RegExp(`^\\S*${QEMU_PROGRAM}\\s`).test(line));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await expect.poll(() => this.processes(), { timeout: LEAVE_LIMIT_MS }).toEqual([]);
      expect(await readdir(this.temporary), 'left in the temporary directory').toEqual([]);
    } finally {
      await rm(this.root, { recursive: true, force: true });
    }
  }
}

function commandLine(entry: Dirent): string {
  try {
    return readFileSync(join('/proc', entry.name, 'cmdline'), 'latin1').replaceAll('\0', ' ');
  } catch (error) {
    // It has ended since the directory was read: ENOENT at open, ESRCH at read.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}
