import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fdatasync,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
} from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { vmslot } from '@vmslot/proto/agent';
import { ArchiveError } from '@vmslot/proto/archive';
import { AgentError } from '../errors.ts';
import { Exclusive } from '../flow/exclusive.ts';
import { checkedDigest, createDigestStream, type BodyDigest } from './body-digest.ts';
import { nameIn } from './directory-descriptor.ts';
import { errnoOf } from './file-error.ts';
import { toFileInfo } from './file-info.ts';
import { FileSink } from './file-sink.ts';
import { hashFile } from './hash-file.ts';
import { statIfThere } from './if-there.ts';
import { quoted } from './path-policy.ts';
import {
  makeStagingDirectory,
  openStagingDirectory,
  removeStagingDirectory,
  STAGING_PREFIX,
} from './staging-directory.ts';
import type { FinishedUpload, UploadRecord } from './upload-record.ts';
import { withParent, type Located } from './with-parent.ts';
import { NEW_FILE_MODE } from './write-file.ts';

const syncFile = promisify(fsync);
const syncData = promisify(fdatasync);

/**
 * What is received goes to the disk each time that so many more bytes have come; a piece of that size
 * while the next one comes.
 */
export const UPLOAD_SYNC_BYTES = 1024 * 1024;

/** Where an upload keeps what the agent must not forget. */
export type SaveRecord = (record: UploadRecord) => Promise<void>;

/** What {@link Upload.write} has received. */
export interface ReceivedPiece {
  /** Bytes of the body, without its digest. */
  readonly contentBytes: number;
  readonly sha256: Buffer;
  /** Bytes of the file that are there now. */
  readonly receivedBytes: number;
}

/**
 * One upload. How much has come is the size of the file that it is written to, so nothing else has to
 * be kept right, whatever is killed. That file lies in a staging directory beside its target, and
 * takes the target's place with one rename. Calls for one upload go one after the other; a later
 * piece ends an earlier one, whose connection is likely to be dead.
 */
export class Upload {
  #record: UploadRecord;
  readonly #save: SaveRecord;
  readonly #calls = new Exclusive();
  #writer = new AbortController();
  /** Brings the last piece to the disk. */
  #syncing: Promise<void> = Promise.resolve();

  constructor(record: UploadRecord, save: SaveRecord) {
    this.#record = record;
    this.#save = save;
  }

  get record(): UploadRecord {
    return this.#record;
  }

  /** Makes what is missing to receive. @returns bytes of the file that are there */
  async prepare(): Promise<number> {
    this.#endWriter();
    return await this.#calls.run(async () => {
      if (this.#record.finished !== null && (await this.#isInPlace()))
        return this.#record.sizeBytes;
      return await withParent(this.#record.path, (located) => {
        assertReplaceable(located, this.#record.path);
        const staging =
          openStagingDirectory(located.directory, this.#stagingName) ??
          makeStagingDirectory(located.directory, this.#stagingName);
        try {
          const content = openSync(nameIn(staging, this.#record.token), OPEN_OR_CREATE, 0o600);
          const { size } = fstatSync(content);
          closeSync(content);
          // So that a guest that is killed finds it again.
          fsyncSync(staging);
          fsyncSync(located.directory);
          return size;
        } finally {
          closeSync(staging);
        }
      });
    });
  }

  /** Takes a piece, from a byte on that must be there or be the next one. */
  async write(
    source: Readable,
    options: { offset: number; digest: BodyDigest; signal: AbortSignal },
  ): Promise<ReceivedPiece> {
    this.#endWriter();
    const writer = this.#writer;
    return await this.#calls.run(async () => {
      const signal = AbortSignal.any([options.signal, writer.signal]);
      signal.throwIfAborted();
      return await this.#withContent(async ({ content, staging }) => {
        const piece = await this.#writeContent(content, source, { ...options, signal });
        await this.#takeSyncing();
        this.#syncing = this.#syncContent(staging);
        // Whoever calls next is told.
        this.#syncing.catch(() => undefined);
        return { ...piece, receivedBytes: fstatSync(content).size };
      });
    });
  }

  /** Checks what has come and puts it in place. Once that is done it answers the same again. */
  async finish(
    expected: Uint8Array,
    signal: AbortSignal,
  ): Promise<vmslot.agent.v1.FinishUploadResponse.$Shape> {
    return await this.#calls.run(async () => {
      if (this.#record.finished !== null && (await this.#isInPlace())) {
        return await this.#answer(this.#record.finished, expected);
      }
      return await this.#withContent(async (opened) => {
        await this.#takeSyncing();
        const sha256 = await this.#checkContent(opened.content, expected, signal);
        await this.#putInPlace(opened, sha256);
        return await this.#answer({ sha256: sha256.toString('hex'), inode: 0 }, expected);
      });
    });
  }

  /** Removes what has come; a file that is in place stays. */
  async discard(): Promise<void> {
    this.#endWriter();
    await this.#calls.run(async () => {
      try {
        await withParent(this.#record.path, ({ directory }) =>
          removeStagingDirectory(directory, this.#stagingName),
        );
      } catch (error) {
        // With the directory that it was to go to, all of it is gone.
        const code = error instanceof AgentError ? error.code : errnoOf(error);
        if (code !== 'ENOENT' && code !== 'failed_precondition') throw error;
      }
    });
  }

  /** When the last byte came; undefined where nothing can be found. */
  async lastChangeMs(): Promise<number | undefined> {
    try {
      return await this.#withContent(({ content }) => Promise.resolve(fstatSync(content).mtimeMs));
    } catch {
      return undefined;
    }
  }

  get #stagingName(): string {
    return `${STAGING_PREFIX}upload-${this.#record.token}`;
  }

  #endWriter(): void {
    this.#writer.abort(new AgentError('aborted', 'a later request has taken the upload over'));
    this.#writer = new AbortController();
  }

  async #writeContent(
    content: number,
    source: Readable,
    options: { offset: number; digest: BodyDigest; signal: AbortSignal },
  ): Promise<Omit<ReceivedPiece, 'receivedBytes'>> {
    const { offset, signal } = options;
    const { size } = fstatSync(content);
    if (offset > size) {
      const message = `${size} bytes of ${quoted(this.#record.path)} are there, so send from ${size} on`;
      throw new AgentError('out_of_range', message);
    }
    const maxFileBytes = this.#record.sizeBytes;
    const sink = new FileSink({
      file: content,
      offset,
      maxFileBytes,
      syncBytes: UPLOAD_SYNC_BYTES,
    });
    try {
      const digest = createDigestStream(options.digest);
      await pipeline(source, digest, sink, { signal });
      const sha256 = checkedDigest(digest, options.digest);
      return { contentBytes: sink.writtenBytes, sha256 };
    } catch (error) {
      await sink.idle;
      if (signal.reason instanceof AgentError) throw signal.reason;
      // What was damaged on the way is sent again; what was cut off is right as far as it came.
      if (error instanceof ArchiveError) ftruncateSync(content, offset);
      throw error;
    } finally {
      sink.destroy();
      await sink.idle;
    }
  }

  async #checkContent(content: number, expected: Uint8Array, signal: AbortSignal): Promise<Buffer> {
    const { size } = fstatSync(content);
    if (size < this.#record.sizeBytes) {
      const message = `${size} of ${this.#record.sizeBytes} bytes of ${quoted(this.#record.path)} are there; send the others first`;
      throw new AgentError('failed_precondition', message);
    }
    const sha256 = await hashFile(content, signal);
    if (expected.length > 0 && !sha256.equals(expected)) {
      ftruncateSync(content, 0);
      const message = `what came for ${quoted(this.#record.path)} has another SHA-256 and was dropped; send it again`;
      throw new AgentError('data_loss', message);
    }
    return sha256;
  }

  async #putInPlace({ content, staging, located }: OpenedUpload, sha256: Buffer): Promise<void> {
    const old = assertReplaceable(located, this.#record.path);
    const owner = this.#record.owner ?? old;
    const before = fstatSync(content);
    if (owner !== undefined && (owner.uid !== before.uid || owner.gid !== before.gid)) {
      fchownSync(content, owner.uid, owner.gid);
    }
    fchmodSync(content, this.#record.mode ?? (old?.mode ?? NEW_FILE_MODE) & 0o777);
    await syncFile(content);
    await this.#keep({ sha256: sha256.toString('hex'), inode: before.ino });
    renameSync(nameIn(staging, this.#record.token), nameIn(located.directory, located.name));
    await syncFile(located.directory);
    await removeStagingDirectory(located.directory, this.#stagingName);
  }

  async #keep(finished: FinishedUpload): Promise<void> {
    const record = { ...this.#record, finished };
    await this.#save(record);
    this.#record = record;
  }

  /** Of one that has been finished: false where the agent was killed before the last step. */
  async #isInPlace(): Promise<boolean> {
    const { path, finished, token } = this.#record;
    return await withParent(path, async ({ directory, name }) => {
      const staging = openStagingDirectory(directory, this.#stagingName);
      if (staging === undefined) return true;
      try {
        if (statIfThere(staging, token) !== undefined) return false;
        if (statIfThere(directory, name)?.ino !== finished?.inode) return false;
      } finally {
        closeSync(staging);
      }
      // Killed between the rename and this.
      await removeStagingDirectory(directory, this.#stagingName);
      return true;
    });
  }

  async #answer(
    { sha256 }: FinishedUpload,
    expected: Uint8Array,
  ): Promise<vmslot.agent.v1.FinishUploadResponse.$Shape> {
    const digest = Buffer.from(sha256, 'hex');
    if (expected.length > 0 && !digest.equals(expected)) {
      const message = `${quoted(this.#record.path)} was finished with another SHA-256; open a new upload`;
      throw new AgentError('failed_precondition', message);
    }
    return await withParent(this.#record.path, ({ directory, name }) => {
      const stats = statIfThere(directory, name);
      // Gone again already: the upload was finished all the same.
      return stats === undefined
        ? { sha256: digest }
        : { file: toFileInfo(name, stats), sha256: digest };
    });
  }

  async #withContent<T>(use: (opened: OpenedUpload) => Promise<T>): Promise<T> {
    return await withParent(this.#record.path, async (located) => {
      const staging = openStagingDirectory(located.directory, this.#stagingName);
      if (staging === undefined) throw this.#lost();
      try {
        const content = this.#openContent(staging);
        try {
          return await use({ content, staging, located });
        } finally {
          closeSync(content);
        }
      } finally {
        closeSync(staging);
      }
    });
  }

  /** Settles with the last sync; what fails there is told once. */
  async #takeSyncing(): Promise<void> {
    const syncing = this.#syncing;
    this.#syncing = Promise.resolve();
    await syncing;
  }

  /** By a descriptor of its own, which lives as long as it takes. */
  async #syncContent(staging: number): Promise<void> {
    const content = this.#openContent(staging);
    try {
      await syncData(content);
    } finally {
      closeSync(content);
    }
  }

  #openContent(staging: number): number {
    try {
      return openSync(nameIn(staging, this.#record.token), constants.O_RDWR | constants.O_NOFOLLOW);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') throw this.#lost();
      throw error;
    }
  }

  #lost(): AgentError {
    const message = `what came for ${quoted(this.#record.path)} is gone; open the upload again`;
    return new AgentError('failed_precondition', message);
  }
}

const OPEN_OR_CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW;

/** An upload with what it is written to open. */
interface OpenedUpload {
  readonly content: number;
  readonly staging: number;
  readonly located: Located;
}

/** @returns the file that is there, if any */
function assertReplaceable({ directory, name }: Located, path: string) {
  if (name === '') throw new AgentError('invalid_argument', '"/" is no file');
  const old = statIfThere(directory, name);
  if (old === undefined || old.isFile()) return old;
  const what = old.isSymbolicLink() ? 'is a symbolic link' : 'is no regular file';
  throw new AgentError('failed_precondition', `${quoted(path)} ${what}; remove it first`);
}
