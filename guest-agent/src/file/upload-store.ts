import { readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { assertIdentifier, checkCount, invalid } from '../field/check-field.ts';
import { Exclusive } from '../flow/exclusive.ts';
import { writeDurably } from '../state/write-durably.ts';
import type { BodyDigest } from './body-digest.ts';
import { toFileError } from './file-error.ts';
import { parsePath, quoted } from './path-policy.ts';
import { randomName } from './staging-directory.ts';
import { parseUploadRecord, type UploadRecord } from './upload-record.ts';
import { Upload, type ReceivedPiece } from './upload.ts';
import { withParent } from './with-parent.ts';

/** Uploads that are not finished, at once. */
export const MAX_UPLOAD_COUNT = 64;

/** Finished uploads that are remembered, so that they can answer again; the oldest go. */
export const MAX_FINISHED_UPLOAD_COUNT = 256;

/** Size of one file, in bytes. */
export const MAX_UPLOAD_FILE_BYTES = 16 * 1024 ** 4;

/** Time since the last byte of an upload after which it is dropped when the agent starts. */
export const MAX_UPLOAD_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/** Settings of {@link UploadStore}. */
export interface UploadStoreOptions {
  /** Directory of the agent's own for the records; made where it is missing. */
  readonly directory: string;
  /** Milliseconds since 1970. Default: the clock of the machine. */
  readonly now?: () => number;
}

/**
 * All uploads, with a record of each in the agent's state, so that an agent that was killed takes them
 * up again. Call `open` before anything else.
 */
export class UploadStore {
  readonly #directory: string;
  readonly #now: () => number;
  readonly #uploads = new Map<string, Upload>();
  readonly #begins = new Exclusive();

  constructor({ directory, now = Date.now }: UploadStoreOptions) {
    this.#directory = directory;
    this.#now = now;
  }

  /** Uploads that are not finished. */
  get openCount(): number {
    return [...this.#uploads.values()].filter(({ record }) => record.finished === null).length;
  }

  /** Takes up what an earlier agent has left; drops what nobody has gone on with for long. */
  async open(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.#directory)) {
      const path = join(this.#directory, name);
      const record = name.endsWith('.json')
        ? parseUploadRecord(readFileSync(path, 'utf8'))
        : undefined;
      if (record === undefined || `${record.uploadId}.json` !== name) rmSync(path);
      else this.#uploads.set(record.uploadId, this.#toUpload(record));
    }
    for (const upload of this.#uploads.values()) await this.#dropIfOld(upload);
  }

  /** Begins an upload or takes it up again. */
  async begin(
    request: vmslot.agent.v1.OpenUploadRequest.$Properties,
    { owner }: { owner: { uid: number; gid: number } | undefined },
  ): Promise<vmslot.agent.v1.OpenUploadResponse.$Shape> {
    const { uploadId, path = '' } = request;
    assertIdentifier('upload_id', uploadId);
    parsePath(path);
    const sizeBytes = checkCount('size_bytes', request.sizeBytes, MAX_UPLOAD_FILE_BYTES);
    const mode = request.mode ?? null;
    if (mode !== null && mode > 0o777) throw invalid('mode', 'at most 0777');
    const what = `cannot begin the upload of ${quoted(path)}`;
    try {
      return await this.#begins.run(async () => {
        const known = this.#uploads.get(uploadId);
        if (known !== undefined) {
          if (known.record.path !== path || known.record.sizeBytes !== sizeBytes) {
            const message = `the upload ${uploadId} is of ${known.record.sizeBytes} bytes for ${quoted(known.record.path)}; choose another id`;
            throw new AgentError('already_exists', message);
          }
          return { receivedBytes: await known.prepare() };
        }
        await this.#makeRoom(path, sizeBytes);
        const fresh = this.#toUpload({
          uploadId,
          path,
          sizeBytes,
          mode,
          owner: owner === undefined ? null : { uid: owner.uid, gid: owner.gid },
          token: randomName(),
          openedMs: this.#now(),
          finished: null,
        });
        // The record first: what it names is removed with it, whenever the agent is killed.
        await this.#save(fresh.record);
        try {
          const receivedBytes = await fresh.prepare();
          this.#uploads.set(uploadId, fresh);
          return { receivedBytes };
        } catch (error) {
          await fresh.discard();
          this.#forget(uploadId);
          throw error;
        }
      });
    } catch (error) {
      throw toFileError(error, what);
    }
  }

  /** Takes a piece of an upload. @param source ends or is destroyed by the end */
  async write(
    uploadId: string,
    source: Readable,
    options: { offset: number; digest: BodyDigest; signal: AbortSignal },
  ): Promise<ReceivedPiece> {
    try {
      return await this.#find(uploadId).write(source, options);
    } catch (error) {
      source.destroy();
      throw toFileError(error, `cannot take a piece of the upload ${uploadId}`, options.signal);
    }
  }

  /** Puts an upload in its place. */
  async finish(
    { uploadId = '', sha256 = new Uint8Array() }: vmslot.agent.v1.FinishUploadRequest.$Properties,
    { signal }: { signal: AbortSignal },
  ): Promise<vmslot.agent.v1.FinishUploadResponse.$Shape> {
    if (sha256.length !== 0 && sha256.length !== 32) throw invalid('sha256', '32 bytes or none');
    try {
      return await this.#find(uploadId).finish(sha256, signal);
    } catch (error) {
      throw toFileError(error, `cannot finish the upload ${uploadId}`, signal);
    }
  }

  /** Drops an upload and what has come of it. One that nobody knows is dropped already. */
  async abort(uploadId: string): Promise<void> {
    assertIdentifier('upload_id', uploadId);
    const upload = this.#uploads.get(uploadId);
    if (upload !== undefined) await this.#drop(upload);
  }

  #find(uploadId: string): Upload {
    assertIdentifier('upload_id', uploadId);
    const upload = this.#uploads.get(uploadId);
    if (upload !== undefined) return upload;
    throw new AgentError('not_found', `there is no upload ${uploadId}; open it first`);
  }

  async #makeRoom(path: string, sizeBytes: number): Promise<void> {
    if (this.openCount >= MAX_UPLOAD_COUNT) {
      const message = `${MAX_UPLOAD_COUNT} uploads are open already; finish or abort one`;
      throw new AgentError('resource_exhausted', message);
    }
    const finished = [...this.#uploads.values()].filter(({ record }) => record.finished !== null);
    for (const { record } of finished.slice(0, -MAX_FINISHED_UPLOAD_COUNT + 1)) {
      this.#forget(record.uploadId);
    }
    const { bavail, bfree, bsize } = await withParent(path, ({ directory }) =>
      statfsSync(`/proc/self/fd/${directory}/.`),
    );
    const freeBytes = (process.geteuid?.() === 0 ? bfree : bavail) * bsize;
    if (sizeBytes > freeBytes) {
      const message = `${quoted(path)} is to have ${sizeBytes} bytes, and its disk has ${freeBytes} free`;
      throw new AgentError('resource_exhausted', message);
    }
  }

  async #dropIfOld(upload: Upload): Promise<void> {
    const { finished, openedMs } = upload.record;
    const sinceMs = finished === null ? ((await upload.lastChangeMs()) ?? openedMs) : openedMs;
    if (this.#now() - sinceMs > MAX_UPLOAD_AGE_MS) await this.#drop(upload);
  }

  async #drop(upload: Upload): Promise<void> {
    await upload.discard();
    this.#forget(upload.record.uploadId);
  }

  #forget(uploadId: string): void {
    this.#uploads.delete(uploadId);
    rmSync(this.#recordPath(uploadId), { force: true });
  }

  #toUpload(record: UploadRecord): Upload {
    return new Upload(record, (changed) => this.#save(changed));
  }

  async #save(record: UploadRecord): Promise<void> {
    await writeDurably(this.#recordPath(record.uploadId), JSON.stringify(record));
  }

  #recordPath(uploadId: string): string {
    return join(this.#directory, `${uploadId}.json`);
  }
}
