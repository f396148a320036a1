import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { RpcError } from '@vmslot/proto/rpc';
import type { SeededRandom } from '@vmslot/proto/testing';
import type { FaultWorld } from './fault-world.ts';

/** Longest payload of a call. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** Longest payload while the line is damaged: nothing much longer than the gaps between faults arrives. */
const MAX_PAYLOAD_ON_DAMAGED_LINE_BYTES = 16 * 1024;

/** What a {@link Caller} has seen. */
export interface CallerCounts {
  /** Calls whose reply was right. */
  good: number;
  /** Calls that failed with a typed error, by code. */
  readonly failed: Record<string, number>;
  /** Largest payload that went through whole, and came back. */
  largestBytes: number;
}

/**
 * Caller makes one call after the other, each with its own name and its own random payload, and
 * checks that every reply is the one to its request: the name in it, the digest, the bytes. A call
 * that fails must fail with an `RpcError`; anything else is thrown.
 */
export class Caller {
  readonly counts: CallerCounts = { good: 0, failed: {}, largestBytes: 0 };
  readonly #world: FaultWorld;
  readonly #name: string;
  readonly #random: SeededRandom;
  readonly #noise: Buffer;
  #callCount = 0;

  constructor(world: FaultWorld, name: string, random: SeededRandom) {
    this.#world = world;
    this.#name = name;
    this.#random = random;
    this.#noise = Buffer.from(random.bytes(MAX_PAYLOAD_BYTES * 2));
  }

  /** Calls until the signal. @throws where a reply was wrong */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.callOnce(this.#random.size(MAX_PAYLOAD_ON_DAMAGED_LINE_BYTES), signal);
    }
  }

  /**
   * Writes a file, asks for its size and reads it back.
   * @returns true where all three succeeded
   */
  async callOnce(payloadBytes: number, signal = NEVER): Promise<boolean> {
    const id = `${this.#name}-${this.#callCount++}`;
    const payload = this.#payload(id, payloadBytes);
    if (!(await this.#call(signal, () => this.#put(id, payload)))) return false;
    const isKnown = await this.#call(signal, () => this.#stat(id, payload));
    const isRead = await this.#call(signal, () => this.#get(id, payload));
    await unlink(this.#path(id));
    if (isRead) this.counts.largestBytes = Math.max(this.counts.largestBytes, payloadBytes);
    return isKnown && isRead;
  }

  /** One short call. @returns true where it succeeded */
  async probe(signal: AbortSignal): Promise<boolean> {
    return await this.#call(signal, () => this.#statDirectory());
  }

  async #call(signal: AbortSignal, call: () => Promise<void>): Promise<boolean> {
    try {
      await this.#world.session.ready({ signal });
      await call();
      this.counts.good++;
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof RpcError)) throw error;
      this.counts.failed[error.code] = (this.counts.failed[error.code] ?? 0) + 1;
      return false;
    }
  }

  async #put(id: string, payload: Buffer): Promise<void> {
    const received = await this.#world.client.putFile(this.#path(id), Readable.from([payload]));
    expectSame('digest', id, received.sha256, digestOf(payload));
    expectSame('size', id, received.contentBytes, payload.length);
  }

  async #stat(id: string, payload: Buffer): Promise<void> {
    const { file } = await this.#world.client.file.stat({ path: this.#path(id) });
    expectSame('name', id, file?.name, id);
    expectSame('size', id, file?.sizeBytes, payload.length);
  }

  async #get(id: string, payload: Buffer): Promise<void> {
    const { body, verified } = await this.#world.client.getFile(this.#path(id));
    const content = await buffer(body);
    await verified;
    expectSame('content', id, digestOf(content), digestOf(payload));
  }

  async #statDirectory(): Promise<void> {
    const { file } = await this.#world.client.file.stat({ path: this.#world.files });
    expectSame('name', this.#name, file?.name, 'files');
  }

  /** Starts with the name, so that no two are the same, but for the shortest. */
  #payload(id: string, length: number): Buffer {
    const start = this.#random.between(0, MAX_PAYLOAD_BYTES);
    const payload = Buffer.from(this.#noise.subarray(start, start + length));
    payload.write(id);
    return payload;
  }

  #path(id: string): string {
    return join(this.#world.files, id);
  }
}

const NEVER = new AbortController().signal;

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function expectSame(what: string, id: string, found: unknown, expected: unknown): void {
  if (found === expected) return;
  throw new Error(
    `${id} got a reply with another ${what}: ${String(found)}, not ${String(expected)}`,
  );
}
