import { type FileHandle, open } from 'node:fs/promises';
import {
  CHANNEL_BYTES,
  CHANNEL_OFFSETS,
  type ChannelName,
  decodeMessageText,
  encodeMessageText,
  SHARED_MEMORY_BYTES,
} from '@vmslot/proto/boinc';
import { isErrorWithCode } from '../cgroup/index.ts';
import { canChangeUser, type GuestUser } from '../user/user-directory.ts';

const EMPTY = Uint8Array.of(0);
const PENDING = Uint8Array.of(1);

/**
 * The memory that core client and app share, as the client's side sees it: by reads and writes of the
 * file, which the app has mapped. Each byte is the app's claim; an app that cuts its file short is not
 * spoken to until it is whole again. Whoever opens it closes it.
 */
export class SharedMemoryFile implements AsyncDisposable {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Makes the file, with all channels empty, for a user's programs.
   *
   * @param path where there is nothing, in a directory that is closed to programs
   * @throws the system's error
   */
  static async create(
    path: string,
    user: Pick<GuestUser, 'uid' | 'gid'>,
  ): Promise<SharedMemoryFile> {
    const file = await open(path, 'wx+', 0o600);
    try {
      await file.writeFile(new Uint8Array(SHARED_MEMORY_BYTES));
      await file.chmod(0o660);
      if (canChangeUser()) await file.chown(user.uid, user.gid);
    } catch (error) {
      await file.close();
      throw error;
    }
    return new SharedMemoryFile(file);
  }

  /** Opens the file of an earlier life of the agent. @throws the system's error */
  static async reopen(path: string): Promise<SharedMemoryFile> {
    return new SharedMemoryFile(await open(path, 'r+'));
  }

  /** Of the open file, for a process that is to read and write it as well. */
  get descriptor(): number {
    return this.#file.fd;
  }

  /** The message that waits in a channel, which keeps it; undefined: there is none. */
  async peek(channel: ChannelName): Promise<string | undefined> {
    const bytes = await this.#read(channel);
    return bytes === undefined || bytes[0] === 0 ? undefined : decodeMessageText(bytes.subarray(1));
  }

  /** Takes the message away, so that the app may send another. */
  async release(channel: ChannelName): Promise<void> {
    await this.#write(EMPTY, CHANNEL_OFFSETS[channel]);
  }

  /** True where a message could be sent. */
  async isFree(channel: ChannelName): Promise<boolean> {
    return (await this.#read(channel))?.[0] === 0;
  }

  /** Sends a message; false where the app has not taken the last one, and nothing was written. */
  async send(channel: ChannelName, text: string): Promise<boolean> {
    if (!(await this.isFree(channel))) return false;
    const offset = CHANNEL_OFFSETS[channel];
    // The flag comes last and by a write of its own: it says that the text is whole.
    return (
      (await this.#write(encodeMessageText(text), offset + 1)) &&
      (await this.#write(PENDING, offset))
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  /** Undefined where the file is too short for all channels. */
  async #read(channel: ChannelName): Promise<Uint8Array | undefined> {
    const { size } = await this.#file.stat();
    if (size < SHARED_MEMORY_BYTES) return undefined;
    const bytes = new Uint8Array(CHANNEL_BYTES);
    const offset = CHANNEL_OFFSETS[channel];
    const { bytesRead } = await this.#file.read(bytes, 0, CHANNEL_BYTES, offset);
    return bytesRead === CHANNEL_BYTES ? bytes : undefined;
  }

  async #write(bytes: Uint8Array, position: number): Promise<boolean> {
    try {
      await this.#file.write(bytes, 0, bytes.length, position);
      return true;
    } catch (error) {
      // An app that has cut its file may have filled the disk since: then nothing is said for now.
      if (isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) return false;
      throw error;
    }
  }
}
