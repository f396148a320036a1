import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { ByteFaults, SeededRandom, createDuplexPair } from '@vmslot/proto/testing';
import type { ByteFaultKind, ByteFaultOptions } from '@vmslot/proto/testing';

/** Directions of a {@link FaultyLine}. */
export type Direction = 'toGuest' | 'toHost';

/** What a {@link FaultyLine} did to the bytes of one direction. */
export type FaultCounts = Readonly<Record<ByteFaultKind, number>>;

/** Sizes and weights of the faults of each direction. */
export type FaultyLineOptions = Readonly<Partial<Record<Direction, Partial<ByteFaultOptions>>>>;

/**
 * A line between a host and a guest as a hypervisor makes it: the guest's end is always there, the
 * host dials and may be cut off; what the guest says meanwhile waits and comes first on the next
 * connection. Bytes are damaged when a test arms it. The owner destroys it.
 */
export class FaultyLine extends EventEmitter<{ fault: [] }> {
  /** The guest's end. Belongs to whom it is given. */
  readonly guestEnd: Duplex;
  /** Times that the host's connection was cut. */
  cutCount = 0;
  /** Bytes that reached an end, noise included. */
  readonly arrivedBytes: Record<Direction, number> = { toGuest: 0, toHost: 0 };
  readonly #guest: Duplex;
  readonly #faults: Readonly<Record<Direction, ByteFaults>>;
  /** Pieces that came from the guest while nobody listened. */
  readonly #waiting: Uint8Array[] = [];
  #host: Duplex | undefined;

  /** @param seed of all that is random here; the directions do not disturb each other's */
  constructor(seed: number, options: FaultyLineOptions = {}) {
    super();
    [this.guestEnd, this.#guest] = createDuplexPair();
    this.#faults = {
      toGuest: new ByteFaults({ ...options.toGuest, random: new SeededRandom(seed) }),
      toHost: new ByteFaults({ ...options.toHost, random: new SeededRandom(seed ^ 0x5bd1e995) }),
    };
    for (const { faults } of this.#directions) faults.remaining = 0;
    this.#guest.on('data', (chunk: Buffer) => this.#fromGuest(chunk));
    this.#guest.on('error', () => this.destroy());
  }

  /** Faults of one direction so far. */
  counts(direction: Direction): FaultCounts {
    return this.#faults[direction].counts;
  }

  /** Faults so far, cuts of the connection included. */
  get faultCount(): number {
    return this.#directions.reduce((sum, { faults }) => sum + faults.total, this.cutCount);
  }

  /** Faults that are armed and have not happened yet. */
  get armedCount(): number {
    return this.#directions.reduce((sum, { faults }) => sum + faults.remaining, 0);
  }

  /** Lets so many faults happen on the way. */
  arm(direction: Direction, count: number): void {
    this.#faults[direction].remaining += count;
  }

  /** Connects the host; a connection that there was is cut. The caller owns the end. */
  dial(): Promise<Duplex> {
    this.#host?.destroy();
    const [outer, inner] = createDuplexPair();
    this.#host = inner;
    inner.on('data', (chunk: Buffer) => this.#pass('toGuest', chunk, inner, this.#guest));
    inner.on('error', () => this.#hangUp(inner));
    inner.on('close', () => this.#hangUp(inner));
    for (const piece of this.#waiting.splice(0)) inner.write(piece);
    this.#guest.resume();
    return Promise.resolve(outer);
  }

  /** Cuts the host's connection. */
  cut(): void {
    this.cutCount++;
    this.#host?.destroy();
    this.emit('fault');
  }

  destroy(): void {
    this.#host?.destroy();
    this.#guest.destroy();
  }

  get #directions(): { readonly faults: ByteFaults }[] {
    return Object.values(this.#faults).map((faults) => ({ faults }));
  }

  #fromGuest(chunk: Buffer): void {
    if (this.#host !== undefined) {
      this.#pass('toHost', chunk, this.#guest, this.#host);
      return;
    }
    this.#waiting.push(chunk);
    this.#guest.pause();
  }

  #hangUp(host: Duplex): void {
    if (this.#host === host) this.#host = undefined;
    this.#guest.resume();
  }

  #pass(direction: Direction, chunk: Buffer, from: Duplex, to: Duplex): void {
    const faults = this.#faults[direction];
    const before = faults.total;
    let roomLeft = true;
    for (const piece of faults.apply(chunk)) {
      if (piece.length > 0) roomLeft = to.write(piece);
      this.arrivedBytes[direction] += piece.length;
    }
    if (faults.total > before) this.emit('fault');
    if (roomLeft || to.destroyed) return;
    from.pause();
    const goOn = (): void => {
      to.off('drain', goOn).off('close', goOn);
      from.resume();
    };
    to.on('drain', goOn).on('close', goOn);
  }
}
