import { execFile } from 'node:child_process';
import { mkdir, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Of a change of the size, while files grow. */
const MAX_TRY_COUNT = 20;

/** SlotsFileSystem: the slots of a client on a file system of their own, in memory. Disposing unmounts it. */
export class SlotsFileSystem implements AsyncDisposable {
  readonly #directory: string;
  readonly #end: () => Promise<void>;

  private constructor(directory: string, end: () => Promise<void>) {
    this.#directory = directory;
    this.#end = end;
  }

  /**
   * @param directory made here, as the client makes it with its first task
   * @param end ends what uses it, before it is unmounted. Default: nothing does
   */
  static async mount(
    directory: string,
    megabytes: number,
    end: () => Promise<void> = () => Promise.resolve(),
  ): Promise<SlotsFileSystem> {
    await mkdir(directory);
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'vmslot-boinc', directory]);
    return new SlotsFileSystem(directory, end);
  }

  /** Makes it as full as others' files would. */
  async leave(bytes: number): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const { blocks, bfree, bsize } = await statfs(this.#directory);
      try {
        await this.resize((blocks - bfree) * bsize + bytes);
        return;
      } catch (error) {
        // The kernel refuses less than what is in use, and somebody may be writing just now.
        if (tries === MAX_TRY_COUNT) throw error;
      }
    }
  }

  async resize(bytes: number): Promise<void> {
    await execute('mount', ['-o', `remount,size=${bytes}`, this.#directory]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
    await execute('umount', [this.#directory]);
  }
}
