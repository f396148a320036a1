import { randomUUID } from 'node:crypto';
import { type FileHandle, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { isErrorWithCode } from '../cgroup/index.ts';
import type { EventLog } from './event-log.ts';
import { openBelow, openParentBelow } from '../work/open-below.ts';
import type { TaskDirectory } from './task-directory.ts';
import { MAX_TRICKLE_BYTES, MAX_TRICKLES } from './task-limits.ts';
import type { TrickleSpool } from './trickle-spool.ts';

const { RefusalReason } = vmslot.agent.v1;

/** Of a file that was taken away: `taken.<number among those of files>.<index of the trickle file>`. */
const TAKEN_NAME = /^taken\.(\d+)\.(\d+)$/;

/** What a {@link TrickleFiles} works on. */
export interface TrickleFilesOptions {
  /** Paths below the work directory. */
  readonly files: readonly string[];
  readonly directory: TaskDirectory;
  readonly log: EventLog;
  readonly spool: TrickleSpool;
}

/** A file that was taken away and is not in the journal yet. */
interface Taken {
  readonly path: string;
  readonly name: string;
  readonly file: number;
}

/**
 * Makes events of the files that a task's programs leave as messages.
 *
 * A file is first moved to the agent's own directory, under a name with the number that its trickle
 * will have. From that moment the app can neither change the name nor be in doubt: what it writes next
 * under the old name is another trickle. Then the text is copied, because a program may still hold the
 * file open, the record of it is put on the disk, and the file is deleted. Whatever is killed in
 * between, the file is in one of the two places or its number is in the journal, and the number tells
 * which; so a trickle is neither lost nor given twice. (File times or inode numbers in the journal
 * would not do: both can come again, and a file can be replaced between reading and deleting.)
 */
export class TrickleFiles {
  readonly #options: TrickleFilesOptions;
  /** Taken in an earlier look, when there was no room, or by an earlier run of the agent. */
  #left: Taken | undefined;

  constructor(options: TrickleFilesOptions) {
    this.#options = options;
  }

  /** Finds what an earlier run of the agent took away, and deletes what it had written down. */
  async recover(): Promise<void> {
    const { directory, log } = this.#options;
    for (const name of await readdir(directory.state)) {
      const [, number, file] = TAKEN_NAME.exec(name) ?? [];
      if (number === undefined) continue;
      const path = join(directory.state, name);
      if (Number(number) <= log.files.fileTrickleCount) await rm(path, { force: true });
      else this.#left = { path, name, file: Number(file) };
    }
  }

  /**
   * Takes each file that is there, one of a name. Without room on the disk a file waits for the next
   * look; in the last one it is refused.
   */
  async look(step: number, isLast: boolean): Promise<void> {
    if (this.#left !== undefined && !(await this.#settle(step, this.#left, isLast))) return;
    for (const file of this.#options.files.keys()) {
      const taken = await this.#take(step, file);
      if (taken !== undefined && !(await this.#settle(step, taken, isLast))) return;
    }
  }

  async #take(step: number, file: number): Promise<Taken | undefined> {
    const { directory, files, log } = this.#options;
    const name = `taken.${log.files.fileTrickleCount + 1}.${file}`;
    const taken: Taken = { path: join(directory.state, name), name, file };
    await using parent = await openParentBelow(directory.work, files[file] ?? '');
    if (parent === undefined) return undefined;
    try {
      if ((await lstat(parent.path)).isDirectory()) {
        // It stays: to delete a whole tree of the app's would keep everything else waiting.
        log.refuseTrickle(step, file, RefusalReason.REFUSAL_REASON_NOT_REGULAR);
        return undefined;
      }
      await rename(parent.path, taken.path);
    } catch (error) {
      if (isErrorWithCode(error)) return undefined;
      throw error;
    }
    // Else the journal's record could be on the disk before this is, and the file come back.
    await parent.directory.sync();
    await using state = await open(directory.state, 'r');
    await state.sync();
    return taken;
  }

  /** Makes an event of a taken file; false where there is no room for it now. */
  async #settle(step: number, taken: Taken, isLast: boolean): Promise<boolean> {
    const { log, spool } = this.#options;
    this.#left = taken;
    const content = await this.#read(taken);
    try {
      if (typeof content === 'number') log.refuseTrickle(step, taken.file, content);
      else await spool.add(step, { file: taken.file }, content);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) throw error;
      if (!isLast) return false;
      log.refuseTrickle(step, taken.file, RefusalReason.REFUSAL_REASON_DISK_FULL);
    }
    await this.#discard(taken);
    this.#left = undefined;
    return true;
  }

  /** The text, or why it is no trickle. */
  async #read({ name }: Taken): Promise<Buffer | vmslot.agent.v1.RefusalReason> {
    const { directory, log } = this.#options;
    await using file = await openBelow(directory.state, name);
    if (file === undefined) return RefusalReason.REFUSAL_REASON_NOT_REGULAR;
    const text = await readStart(file, MAX_TRICKLE_BYTES + 1);
    if (text.length > MAX_TRICKLE_BYTES) return RefusalReason.REFUSAL_REASON_TOO_LARGE;
    if (log.files.trickleCount >= MAX_TRICKLES) return RefusalReason.REFUSAL_REASON_TOO_MANY;
    return text;
  }

  async #discard({ path }: Taken): Promise<void> {
    try {
      await rm(path, { force: true });
    } catch (error) {
      // A directory that took the file's place between two calls: it goes with the task.
      if (!isErrorWithCode(error, 'ERR_FS_EISDIR', 'EISDIR')) throw error;
      await rename(path, join(this.#options.directory.state, `refused.${randomUUID()}`));
    }
  }
}

async function readStart(file: FileHandle, mostBytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(mostBytes);
  let filled = 0;
  while (filled < mostBytes) {
    const { bytesRead } = await file.read(buffer, filled, mostBytes - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
