import { fdatasync, write } from 'node:fs';
import { Writable } from 'node:stream';
import { AgentError } from '../errors.ts';

/** Settings of {@link FileSink}. */
export interface FileSinkOptions {
  /** Open for writing; somebody else closes it, after `idle`. */
  readonly file: number;
  /** First byte. */
  readonly offset: number;
  /** The file may not become longer than this. Default: as long as it likes. */
  readonly maxFileBytes?: number;
  /** Brings the file to the disk before more than so many bytes are not there yet. Default: never. */
  readonly syncBytes?: number;
}

/** Writes to a descriptor that somebody else closes, once `idle` says that no write is under way. */
export class FileSink extends Writable {
  writtenBytes = 0;
  idle: Promise<void> = Promise.resolve();
  readonly #options: FileSinkOptions;
  #unsyncedBytes = 0;

  constructor(options: FileSinkOptions) {
    super();
    this.#options = options;
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.idle = promise;
    const done = (error: Error | null): void => {
      resolve();
      callback(error);
    };
    const { offset, maxFileBytes = Infinity } = this.#options;
    if (offset + this.writtenBytes + chunk.length > maxFileBytes) {
      const message = `the file was to have ${maxFileBytes} bytes, and more were sent`;
      done(new AgentError('out_of_range', message));
      return;
    }
    this.#writeAll(chunk, done);
  }

  #writeAll(bytes: Buffer, done: (error: Error | null) => void): void {
    const { file, offset } = this.#options;
    write(file, bytes, 0, bytes.length, offset + this.writtenBytes, (error, byteCount) => {
      if (error !== null) {
        done(error);
        return;
      }
      this.writtenBytes += byteCount;
      this.#unsyncedBytes += byteCount;
      if (byteCount < bytes.length) this.#writeAll(bytes.subarray(byteCount), done);
      else if (this.#unsyncedBytes > (this.#options.syncBytes ?? Infinity)) this.#sync(done);
      else done(null);
    });
  }

  #sync(done: (error: Error | null) => void): void {
    this.#unsyncedBytes = 0;
    fdatasync(this.#options.file, done);
  }
}
