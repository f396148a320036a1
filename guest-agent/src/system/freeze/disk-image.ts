import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A file system of its own for tests: ext4 in a file, mounted in a directory. It needs root and loop
 * devices. Disposing it thaws and removes it.
 */
export class DiskImage implements AsyncDisposable {
  readonly directory: string;
  readonly mountPoint: string;

  private constructor(directory: string) {
    this.directory = directory;
    this.mountPoint = join(directory, 'mounted here');
  }

  static async create(): Promise<DiskImage> {
    const image = new DiskImage(await mkdtemp(join(tmpdir(), 'vmslot-freeze-')));
    const file = join(image.directory, 'image');
    await writeFile(file, '');
    await truncate(file, 8 * 1024 * 1024);
    await run('/sbin/mkfs.ext4', ['-q', '-F', file]);
    await mkdir(image.mountPoint);
    await run('/bin/mount', ['-o', 'loop', file, image.mountPoint]);
    return image;
  }

  /** A write in it, which waits while it is frozen. */
  async write(text: string): Promise<void> {
    // By another process: a thread of this one could not be given up.
    await run('/bin/dash', [
      '-c',
      'echo "$1" >"$2/file" && sync -f "$2/file"',
      'write',
      text,
      this.mountPoint,
    ]);
  }

  /** True while it is frozen: it cannot be frozen once more. */
  async isFrozen(): Promise<boolean> {
    try {
      await run('/sbin/fsfreeze', ['--freeze', this.mountPoint]);
    } catch {
      return true;
    }
    await run('/sbin/fsfreeze', ['--unfreeze', this.mountPoint]);
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run('/sbin/fsfreeze', ['--unfreeze', this.mountPoint]).catch(() => undefined);
    await run('/bin/umount', [this.mountPoint]);
    await rm(this.directory, { recursive: true });
  }
}
