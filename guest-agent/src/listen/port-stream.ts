import { close, write } from 'node:fs';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { AgentError } from '../errors.ts';
import type { PortKind, PortReaderData } from './port-reader.ts';
import {
  DETACHED_POLL_MS,
  RING_BYTES,
  RING_ERRNO,
  RING_STOP,
  RING_TAKEN,
  RING_WRITTEN,
  advance,
  createPortRing,
  ringLength,
} from './port-ring.ts';

/** Most bytes gathered for one write to the port. */
const MAX_WRITE_BYTES = 128 * 1024;

export interface PortStreamOptions {
  /** Open for reading and writing; the stream closes it. */
  readonly fileDescriptor: number;
  /** Script that runs `port-reader.ts`: the bundle itself, or that file. */
  readonly readerScript: URL;
  readonly kind: PortKind;
}

/**
 * PortStream: a character device without connections (virtio port, serial line) as a `Duplex`. It
 * never ends by itself: a host that detaches is silence. Destroying it stops the reader at its next
 * byte; a read that blocks cannot be broken off, so a process that wants to end must exit by signal.
 */
export class PortStream extends Duplex {
  readonly #fileDescriptor: number;
  readonly #kind: PortKind;
  readonly #ring = createPortRing();
  readonly #worker: Worker;
  readonly #staging = Buffer.allocUnsafeSlow(MAX_WRITE_BYTES);
  #wanted = false;
  #waiting = false;

  constructor(options: PortStreamOptions) {
    super({ readableHighWaterMark: 64 * 1024, writableHighWaterMark: MAX_WRITE_BYTES });
    this.#fileDescriptor = options.fileDescriptor;
    this.#kind = options.kind;
    const workerData: PortReaderData = {
      role: 'port-reader',
      fileDescriptor: options.fileDescriptor,
      ring: this.#ring,
      kind: options.kind,
    };
    this.#worker = new Worker(options.readerScript, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 },
    });
    this.#worker.on('error', (error) => this.destroy(error));
  }

  override _read(): void {
    this.#wanted = true;
    this.#take();
  }

  override _write(
    chunk: Buffer,
    _encoding: string,
    callback: (error?: Error | null) => void,
  ): void {
    this.#writeAll(chunk, 0, callback);
  }

  override _writev(
    chunks: { chunk: Buffer; encoding: string }[],
    callback: (error?: Error | null) => void,
  ): void {
    this.#writeGathered(chunks, 0, 0, callback);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const { control } = this.#ring;
    Atomics.store(control, RING_STOP, 1);
    Atomics.notify(control, RING_STOP);
    Atomics.notify(control, RING_TAKEN);
    this.#worker.unref();
    close(this.#fileDescriptor, () => callback(error));
  }

  /** Gives the reader of this stream what the ring holds, else waits for more. */
  #take(): void {
    while (this.#wanted && !this.destroyed) {
      const length = ringLength(this.#ring);
      if (length === 0) {
        this.#waitForBytes();
        return;
      }
      const start = Atomics.load(this.#ring.control, RING_TAKEN) & (RING_BYTES - 1);
      const count = Math.min(length, RING_BYTES - start, 64 * 1024);
      const chunk = Buffer.allocUnsafeSlow(count);
      chunk.set(this.#ring.data.subarray(start, start + count));
      advance(this.#ring, RING_TAKEN, count);
      this.#wanted = this.push(chunk);
    }
  }

  #waitForBytes(): void {
    if (this.#waiting) return;
    const { control } = this.#ring;
    const errno = Atomics.load(control, RING_ERRNO);
    if (errno !== 0) {
      this.destroy(new AgentError('unavailable', `reading the port failed with errno ${-errno}`));
      return;
    }
    this.#waiting = true;
    const written = Atomics.load(control, RING_WRITTEN);
    const wake = () => {
      this.#waiting = false;
      this.#take();
    };
    if (ringLength(this.#ring) > 0) {
      setImmediate(wake);
      return;
    }
    const wait = Atomics.waitAsync(control, RING_WRITTEN, written);
    if (wait.async) void wait.value.then(wake);
    else setImmediate(wake);
  }

  /** Copies small pieces together: each write is a system call and a message to the hypervisor. */
  #writeGathered(
    chunks: { chunk: Buffer }[],
    index: number,
    offset: number,
    callback: (error?: Error | null) => void,
  ): void {
    let filled = 0;
    let next = index;
    let nextOffset = offset;
    while (next < chunks.length && filled < MAX_WRITE_BYTES) {
      const { chunk } = chunks[next]!;
      const count = chunk.copy(
        this.#staging,
        filled,
        nextOffset,
        nextOffset + MAX_WRITE_BYTES - filled,
      );
      filled += count;
      nextOffset += count;
      if (nextOffset === chunk.length) {
        next++;
        nextOffset = 0;
      }
    }
    this.#writeAll(this.#staging.subarray(0, filled), 0, (error) => {
      if (error || next === chunks.length) callback(error);
      else this.#writeGathered(chunks, next, nextOffset, callback);
    });
  }

  /** A port takes part of what it is given (virtio: 32 KiB), and nothing while no host is attached. */
  #writeAll(bytes: Buffer, offset: number, callback: (error?: Error | null) => void): void {
    write(this.#fileDescriptor, bytes, offset, bytes.length - offset, null, (error, count) => {
      if (this.destroyed) callback();
      else if (error?.code === 'EAGAIN' || error?.code === 'EINTR')
        this.#writeAll(bytes, offset, callback);
      else if (error?.code === 'EIO' && this.#kind === 'terminal') {
        // Nobody is at the other end: what is said is lost, as on any line.
        setTimeout(callback, DETACHED_POLL_MS);
      } else if (error) callback(error);
      else if (offset + count === bytes.length) callback();
      else this.#writeAll(bytes, offset + count, callback);
    });
  }
}
