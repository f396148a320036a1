import { ArchiveError } from './archive-error.ts';
import { BLOCK_BYTES, MAX_SPARSE_RANGES } from './archive-options.ts';
import { paddingBytes } from './header-layout.ts';

/**
 * A piece of a file that holds data; between the pieces there are zeros. In an archive all but the
 * last have whole blocks.
 */
export interface DataRange {
  readonly offset: number;
  readonly length: number;
}

const NEWLINE = 0x0a;
const DIGIT_ZERO = 0x30;

/** Most digits of a number in a map: below 10^15. */
const MAX_DIGITS = 15;

/**
 * Encodes the map of a sparse file in the form 1.0 of GNU tar (its manual, "PAX Format, Version 1.0"):
 * the number of pieces, then offset and length of each, a line each, filled up to a whole block. An
 * empty piece at the end of the file tells GNU tar how long it is where it ends with a hole.
 */
export function encodeSparseMap(ranges: readonly DataRange[], sizeBytes: number): Buffer {
  const last = ranges.at(-1);
  const end = last === undefined ? 0 : last.offset + last.length;
  const pieces = end < sizeBytes ? [...ranges, { offset: sizeBytes, length: 0 }] : ranges;
  const lines = [pieces.length, ...pieces.flatMap(({ offset, length }) => [offset, length])];
  const text = Buffer.from(`${lines.join('\n')}\n`, 'latin1');
  return Buffer.concat([text, Buffer.alloc(paddingBytes(text.length))]);
}

/** Reads the map in front of the data of a sparse file, whatever pieces it comes in. */
export class SparseMapReader {
  readonly #name: string;
  readonly #numbers: number[] = [];
  #value = 0;
  #digitCount = 0;
  #readBytes = 0;

  /** @param name of the entry, for messages */
  constructor(name: string) {
    this.#name = name;
  }

  /** True where all numbers and the rest of the last block have been read. */
  get isComplete(): boolean {
    return this.#hasAllNumbers && this.#readBytes % BLOCK_BYTES === 0;
  }

  /**
   * Takes bytes until the map is complete.
   * @returns how many it took
   * @throws ArchiveError with sparse_malformed
   */
  take(bytes: Buffer, from: number, to: number): number {
    let at = from;
    for (; at < to && !this.isComplete; at += 1) {
      this.#takeByte(bytes[at] ?? 0);
      this.#readBytes += 1;
    }
    return at - from;
  }

  /**
   * The pieces, checked against the sizes of the header.
   * @param dataBytes what follows the map
   * @throws ArchiveError with sparse_malformed
   */
  ranges(sizeBytes: number, dataBytes: number): DataRange[] {
    const ranges: DataRange[] = [];
    let end = 0;
    let total = 0;
    for (let index = 1; index < this.#numbers.length; index += 2) {
      const offset = this.#numbers[index] ?? 0;
      const length = this.#numbers[index + 1] ?? 0;
      if (offset < end) this.#refuse('its pieces overlap or are not in order');
      if (length > 0 && total % BLOCK_BYTES !== 0) {
        // GNU tar fills each piece up to a block; others read on. Only the last may end within one.
        this.#refuse('a piece before the last ends within a block');
      }
      end = offset + length;
      total += length;
      // GNU tar ends the map of a file that ends with a hole with an empty piece.
      if (length > 0) ranges.push({ offset, length });
    }
    if (end > sizeBytes) this.#refuse('a piece lies beyond its end');
    if (total !== dataBytes) this.#refuse('its pieces are not as long as its data');
    return ranges;
  }

  get #hasAllNumbers(): boolean {
    const [count] = this.#numbers;
    return count !== undefined && this.#numbers.length === 1 + 2 * count;
  }

  #takeByte(byte: number): void {
    if (this.#hasAllNumbers) {
      if (byte !== 0) this.#refuse('there are other bytes than zero behind its map');
      return;
    }
    if (byte === NEWLINE && this.#digitCount > 0) {
      this.#numbers.push(this.#value);
      if ((this.#numbers[0] ?? 0) > MAX_SPARSE_RANGES) {
        this.#refuse(`it has over ${MAX_SPARSE_RANGES} pieces`);
      }
      this.#value = 0;
      this.#digitCount = 0;
      return;
    }
    const digit = byte - DIGIT_ZERO;
    this.#digitCount += 1;
    if (digit < 0 || digit > 9 || this.#digitCount > MAX_DIGITS) {
      this.#refuse('its map is no list of numbers');
    }
    this.#value = this.#value * 10 + digit;
  }

  #refuse(message: string): never {
    throw new ArchiveError('sparse_malformed', `sparse file: ${message}`, this.#name);
  }
}
