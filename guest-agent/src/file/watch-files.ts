import { closeSync, fstatSync, watch, type FSWatcher } from 'node:fs';
import { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { ChangeSignal } from '../flow/change-signal.ts';
import { decodeRawName, directoryEntries, openDirectoryIn } from './directory-descriptor.ts';
import { errnoOf, toFileError } from './file-error.ts';
import { noticeBurst } from './notice-burst.ts';
import { quoted } from './path-policy.ts';
import { describeName } from './stat.ts';
import { WatchQueue } from './watch-queue.ts';
import { withParent } from './with-parent.ts';

const { FileChangeKind } = vmslot.agent.v1;

/** Directories that are watched at once. */
export const MAX_WATCH_COUNT = 64;

/** Names of a watched directory that are remembered, to tell new ones from changed ones. */
export const MAX_WATCHED_NAMES = 65_536;

/**
 * Time between two looks whether the directory is there, in milliseconds. The kernel tells of the end
 * of a directory only when nobody has it open, and the watch has.
 */
export const WATCH_LOOK_MS = 500;

/** What inotify calls the directory itself here: the last component of the path that is watched. */
const ITSELF = '.';

let watchCount = 0;

type WatchFilesResponse = vmslot.agent.v1.WatchFilesResponse.$Properties;

/**
 * Tells what changes in a directory. `ready` comes first; of what changes from then on, the last
 * state of each name is told, and several changes of a name that nobody has read yet are one. When
 * more has changed than is kept, LOST comes in place of it all. The stream ends after the directory
 * itself has vanished. What happens inside of directories below is not told.
 *
 * It is the directory that is watched, not its path: one that is renamed is watched on.
 * @throws AgentError: not_found, invalid_argument, failed_precondition where a link is in the way or
 *   it is no directory, resource_exhausted for too many watches, or too many names in the directory
 */
export async function* watchFiles(
  request: vmslot.agent.v1.WatchFilesRequest.$Properties,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<WatchFilesResponse> {
  const path = request.path ?? '';
  const what = `cannot watch ${quoted(path)}`;
  try {
    if (watchCount >= MAX_WATCH_COUNT) {
      const message = `${what}: ${MAX_WATCH_COUNT} directories are watched already; end one`;
      throw new AgentError('resource_exhausted', message);
    }
    watchCount += 1;
    try {
      using watched = await WatchedDirectory.open(path);
      yield* watched.changes(what, signal);
    } finally {
      watchCount -= 1;
    }
  } catch (error) {
    throw toFileError(error, what, signal);
  }
}

class WatchedDirectory implements Disposable {
  readonly #directory: number;
  readonly #queue = new WatchQueue();
  readonly #changed = new ChangeSignal();
  readonly #known = new Set<string>();
  readonly #watcher: FSWatcher;
  readonly #looks: NodeJS.Timeout;
  #failure: Error | undefined;

  static async open(path: string): Promise<WatchedDirectory> {
    const directory = await withParent(path, ({ directory: parent, name }) =>
      openDirectoryIn(parent, name === '' ? ITSELF : name),
    );
    try {
      return new WatchedDirectory(directory);
    } catch (error) {
      closeSync(directory);
      // What these mean elsewhere, a full disk or too many files, they do not mean here.
      if (errnoOf(error) !== 'ENOSPC' && errnoOf(error) !== 'EMFILE') throw error;
      const message = `cannot watch ${quoted(path)}: the kernel has no watch left (fs.inotify limits)`;
      throw new AgentError('resource_exhausted', message, { cause: error });
    }
  }

  private constructor(directory: number) {
    this.#directory = directory;
    const options = { persistent: false, encoding: 'latin1' } as const;
    this.#watcher = watch(`/proc/self/fd/${directory}/${ITSELF}`, options, (_type, rawName) => {
      if (noticeBurst() || rawName === null) this.#queue.lose();
      else this.#queue.add(rawName);
      this.#changed.announce();
    });
    this.#watcher.on('error', (error) => {
      this.#failure = error;
      this.#changed.announce();
    });
    this.#looks = setInterval(() => {
      if (fstatSync(directory).nlink === 0) this.#changed.announce();
    }, WATCH_LOOK_MS).unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#looks);
    this.#watcher.close();
    closeSync(this.#directory);
  }

  async *changes(what: string, signal: AbortSignal): AsyncGenerator<WatchFilesResponse> {
    if (!this.#learnNames()) {
      const message = `${what}: it has over ${MAX_WATCHED_NAMES} names`;
      throw new AgentError('resource_exhausted', message);
    }
    yield { ready: {} };
    for (;;) {
      const { version } = this.#changed;
      while (!this.#queue.isEmpty) {
        const change = this.#takeChange();
        if (change !== undefined) yield { change };
      }
      if (fstatSync(this.#directory).nlink === 0) {
        const kind = FileChangeKind.FILE_CHANGE_KIND_VANISHED;
        yield { change: { kind, name: '' } };
        return;
      }
      if (this.#failure !== undefined) throw this.#failure;
      await this.#changed.wait(version, signal);
      signal.throwIfAborted();
    }
  }

  #takeChange(): vmslot.agent.v1.FileChange.$Shape | undefined {
    if (this.#queue.takeLoss()) {
      // What is there now is what the reader will find when it looks anew.
      if (!this.#learnNames()) this.#known.clear();
      return { kind: FileChangeKind.FILE_CHANGE_KIND_LOST, name: '' };
    }
    const rawName = this.#queue.take();
    if (rawName === undefined) return undefined;
    return rawName === ITSELF ? this.#describeItself() : this.#describe(rawName);
  }

  #describeItself(): vmslot.agent.v1.FileChange.$Shape | undefined {
    if (fstatSync(this.#directory).nlink === 0) return undefined;
    const file = describeName(this.#directory, '');
    return { kind: FileChangeKind.FILE_CHANGE_KIND_CHANGED, name: '', file };
  }

  /** Nothing where there is nothing to tell: it came and went, or no request could name it. */
  #describe(rawName: string): vmslot.agent.v1.FileChange.$Shape | undefined {
    const name = decodeRawName(rawName);
    if (name === undefined) return undefined;
    const wasKnown = this.#known.has(rawName);
    try {
      const file = describeName(this.#directory, name);
      if (this.#known.size < MAX_WATCHED_NAMES) this.#known.add(rawName);
      const kind = wasKnown
        ? FileChangeKind.FILE_CHANGE_KIND_CHANGED
        : FileChangeKind.FILE_CHANGE_KIND_APPEARED;
      return { kind, name, file };
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
      if (!this.#known.delete(rawName)) return undefined;
      return { kind: FileChangeKind.FILE_CHANGE_KIND_VANISHED, name };
    }
  }

  /** Remembers what is there; false where that is too much. */
  #learnNames(): boolean {
    this.#known.clear();
    for (const { rawName } of directoryEntries(this.#directory)) {
      if (this.#known.size >= MAX_WATCHED_NAMES) return false;
      this.#known.add(rawName);
    }
    return true;
  }
}
