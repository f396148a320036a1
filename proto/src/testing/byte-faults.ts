import type { SeededRandom } from './seeded-random.ts';

/** Ways in which a line damages what passes. */
export type ByteFaultKind =
  /** One to eight bytes in a row are lost. */
  | 'drop'
  /** A range of any length is lost. */
  | 'cut'
  /** What passed lately comes once more. */
  | 'repeat'
  /** Noise comes in between. */
  | 'insert'
  /** A great deal of noise comes in between. */
  | 'flood'
  /** One bit changes. */
  | 'flip';

/** Sizes in bytes and weights of faults. Sizes are spread evenly over orders of magnitude. */
export interface ByteFaultOptions {
  readonly random: SeededRandom;
  /** Bytes between two faults are chosen from 1 to this. */
  readonly maxGapBytes: number;
  readonly weights: Readonly<Record<ByteFaultKind, number>>;
  readonly maxCutBytes: number;
  readonly maxRepeatBytes: number;
  readonly maxInsertBytes: number;
  /** Most of a flood; each has a quarter of it at least. */
  readonly floodBytes: number;
}

/** Sizes and weights of faults, unless a test says otherwise. */
export const DEFAULT_BYTE_FAULT_OPTIONS: Omit<ByteFaultOptions, 'random'> = {
  maxGapBytes: 128 * 1024,
  weights: { drop: 3, cut: 3, repeat: 3, insert: 3, flip: 3, flood: 0.02 },
  maxCutBytes: 64 * 1024,
  maxRepeatBytes: 4 * 1024,
  maxInsertBytes: 64 * 1024,
  floodBytes: 4 * 1024 * 1024,
};

/**
 * ByteFaults damages a stream of bytes at random positions, repeatably for the same random numbers
 * and the same bytes however they are cut into chunks. It counts what it did.
 */
export class ByteFaults {
  readonly counts: Record<ByteFaultKind, number> = {
    drop: 0,
    cut: 0,
    repeat: 0,
    insert: 0,
    flood: 0,
    flip: 0,
  };
  /** Faults that are still to be made; then everything passes as it is. */
  remaining = Infinity;
  readonly #options: ByteFaultOptions;
  #gapBytes: number;
  #losingBytes = 0;
  /** What passed last, for repeating. */
  #recent: Uint8Array = new Uint8Array(0);

  constructor(options: Pick<ByteFaultOptions, 'random'> & Partial<ByteFaultOptions>) {
    this.#options = { ...DEFAULT_BYTE_FAULT_OPTIONS, ...options };
    this.#gapBytes = this.#nextGap();
  }

  /** Faults so far. */
  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** What comes out for the chunk. */
  apply(chunk: Uint8Array): Uint8Array[] {
    const out: Uint8Array[] = [];
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#losingBytes > 0) {
        const lost = Math.min(this.#losingBytes, rest.length);
        this.#losingBytes -= lost;
        rest = rest.subarray(lost);
      } else if (this.remaining === 0 || this.#gapBytes > rest.length) {
        if (this.remaining > 0) this.#gapBytes -= rest.length;
        this.#pass(rest, out);
        rest = rest.subarray(rest.length);
      } else {
        this.#pass(rest.subarray(0, this.#gapBytes), out);
        rest = this.#damage(rest.subarray(this.#gapBytes), out);
        this.#gapBytes = this.#nextGap();
      }
    }
    return out;
  }

  #pass(bytes: Uint8Array, out: Uint8Array[]): void {
    out.push(bytes);
    const keep = this.#options.maxRepeatBytes;
    this.#recent = Buffer.concat([this.#recent, bytes.subarray(-keep)]).subarray(-keep);
  }

  /** Does one fault here. @returns what of `rest` is still to be passed on */
  #damage(rest: Uint8Array, out: Uint8Array[]): Uint8Array {
    const { random, weights, maxCutBytes, maxInsertBytes, floodBytes } = this.#options;
    const kind = random.pick(weights);
    this.counts[kind]++;
    this.remaining--;
    switch (kind) {
      case 'drop':
        this.#losingBytes = random.between(1, 8);
        return rest;
      case 'cut':
        this.#losingBytes = random.size(maxCutBytes);
        return rest;
      case 'repeat':
        out.push(this.#recent.slice(-random.size(this.#options.maxRepeatBytes)));
        return rest;
      case 'insert':
        out.push(random.bytes(random.size(maxInsertBytes)));
        return rest;
      case 'flood':
        out.push(random.bytes(random.between(Math.ceil(floodBytes / 4), floodBytes)));
        return rest;
      case 'flip': {
        // The byte just before: there is always one, since a gap has at least one byte.
        const last = Uint8Array.from(out.pop()!);
        last[last.length - 1]! ^= 1 << random.between(0, 7);
        out.push(last);
        return rest;
      }
    }
  }

  #nextGap(): number {
    return this.#options.random.between(1, this.#options.maxGapBytes);
  }
}
