import { ArchiveError } from './archive-error.ts';
import {
  BLOCK_BYTES,
  END_BYTES,
  MAX_PAX_BYTES,
  verifyArchiveOptions,
  type ArchiveOptions,
} from './archive-options.ts';
import { judgeEntry } from './entry-policy.ts';
import type { AcceptedEntry } from './entry.ts';
import { decodeHeaderBlock } from './header-block.ts';
import { paddingBytes } from './header-layout.ts';
import { NameLedger } from './name-ledger.ts';
import { parsePaxRecords, type PaxRecords } from './pax-records.ts';
import { SparseMapReader, type DataRange } from './sparse-map.ts';

/**
 * What {@link ArchiveScanner.step} has found: the fed bytes are used up; a new `entry`; a piece of
 * its `content`; the end of the entry.
 */
export type ScanStep = 'more' | 'entry' | 'content' | 'entry-end';

const EMPTY: Buffer = Buffer.alloc(0);

/**
 * Strict reader of a tar stream, without streams or waits of its own: `feed` a chunk, then `step`
 * until it says `more`, and `finish` at the end of the input. An entry is reported only after its
 * whole header was accepted. Makes no copies of content; holds at most one pax header, and the
 * hashes of the names. After an error it must not be used again.
 */
export class ArchiveScanner {
  /** The entry that the last `entry` step found. */
  entry: AcceptedEntry | undefined;
  /** The piece that the last `content` step found: a view of the fed chunk. */
  content: Buffer = EMPTY;
  /** Where in the file that piece belongs. */
  contentPosition = 0;
  /** Entries so far, without directories that are only implied. */
  entryCount = 0;
  /** Content of the entries so far, as their headers say, in bytes. */
  contentBytes = 0;

  readonly #options: ArchiveOptions;
  readonly #ledger: NameLedger;
  readonly #block = Buffer.alloc(BLOCK_BYTES);
  #blockUsed = 0;
  #chunk = EMPTY;
  #offset = 0;
  #accepted = 0;
  #contentLeft = 0;
  #nextPosition = 0;
  #sparseMap: SparseMapReader | undefined;
  /** Pieces of a sparse file that are still to come, the next one last. */
  #ranges: DataRange[] = [];
  #paddingLeft = 0;
  #inEntry = false;
  #pax: Buffer | undefined;
  #paxUsed = 0;
  #records: PaxRecords | undefined;
  #zeroBytes = 0;

  /** @param options defaults: `DEFAULT_ARCHIVE_OPTIONS` */
  constructor(options?: Partial<ArchiveOptions>) {
    this.#options = verifyArchiveOptions(options);
    const { caseSensitive, limits } = this.#options;
    this.#ledger = new NameLedger({ caseSensitive, maxEntryCount: limits.maxEntryCount });
  }

  /** How much of the fed chunk, in bytes from its start, belongs to what was accepted. */
  get acceptedOffset(): number {
    return this.#accepted;
  }

  /** Takes the next bytes; the chunk before must be used up. */
  feed(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#offset = 0;
    this.#accepted = 0;
  }

  /**
   * Goes on to the next thing worth knowing.
   * @throws ArchiveError at the first byte that breaks a rule
   */
  step(): ScanStep {
    for (;;) {
      const left = this.#chunk.length - this.#offset;
      if (this.#contentLeft > 0) {
        if (left === 0) return 'more';
        if (this.#sparseMap === undefined) return this.#takeContent(left);
        this.#takeMap(this.#sparseMap, left);
        continue;
      }
      if (this.#inEntry) {
        this.#inEntry = false;
        return 'entry-end';
      }
      if (left === 0) return 'more';
      if (this.#paddingLeft > 0) {
        this.#takePadding(left);
      } else if (this.#pax !== undefined && this.#paxUsed < this.#pax.length) {
        this.#takePax(this.#pax, left);
      } else if (this.#takeBlock(left)) {
        return 'entry';
      }
    }
  }

  /**
   * Call once, at the end of the input.
   * @throws ArchiveError with truncated where the archive is not complete
   */
  finish(): void {
    if (this.#zeroBytes !== END_BYTES) {
      const name = this.#inEntry || this.#contentLeft > 0 ? this.entry?.path : '';
      throw new ArchiveError('truncated', 'the archive ends too early', name);
    }
  }

  #takeMap(map: SparseMapReader, left: number): void {
    const end = this.#offset + Math.min(left, this.#contentLeft);
    const taken = map.take(this.#chunk, this.#offset, end);
    this.#offset += taken;
    this.#contentLeft -= taken;
    this.#accepted = this.#offset;
    if (map.isComplete) {
      this.#ranges = map.ranges(this.entry?.sizeBytes ?? 0, this.#contentLeft).toReversed();
      this.#sparseMap = undefined;
    } else if (this.#contentLeft === 0) {
      const message = 'sparse file: its map is longer than what the header announces';
      throw new ArchiveError('sparse_malformed', message, this.entry?.path);
    }
  }

  #takeContent(left: number): ScanStep {
    const range = this.#ranges.pop();
    const end = this.#offset + Math.min(left, range?.length ?? this.#contentLeft);
    this.contentPosition = range?.offset ?? this.#nextPosition;
    this.#nextPosition = this.contentPosition + end - this.#offset;
    const rangeLeft = range === undefined ? 0 : range.offset + range.length - this.#nextPosition;
    if (rangeLeft > 0) this.#ranges.push({ offset: this.#nextPosition, length: rangeLeft });
    this.content =
      this.#offset === 0 && end === this.#chunk.length
        ? this.#chunk
        : this.#chunk.subarray(this.#offset, end);
    this.#contentLeft -= end - this.#offset;
    this.#offset = end;
    this.#accepted = end;
    return 'content';
  }

  #takePadding(left: number): void {
    const end = this.#offset + Math.min(left, this.#paddingLeft);
    for (let index = this.#offset; index < end; index += 1) {
      if (this.#chunk[index] !== 0) {
        const name = this.#pax === undefined ? this.entry?.path : '';
        throw new ArchiveError('padding_not_zero', 'its padding holds other bytes than zero', name);
      }
    }
    this.#paddingLeft -= end - this.#offset;
    this.#offset = end;
    // A pax header's padding is not accepted before the entry it belongs to.
    if (this.#pax === undefined) this.#accepted = end;
  }

  #takePax(pax: Buffer, left: number): void {
    const end = this.#offset + Math.min(left, pax.length - this.#paxUsed);
    this.#paxUsed += this.#chunk.copy(pax, this.#paxUsed, this.#offset, end);
    this.#offset = end;
    if (this.#paxUsed < pax.length) return;
    this.#records = parsePaxRecords(pax, this.#options.sparse);
    this.#paddingLeft = paddingBytes(pax.length);
  }

  /** Takes up to a block; true where it completed the header of an accepted entry. */
  #takeBlock(left: number): boolean {
    if (this.#zeroBytes === END_BYTES) {
      throw new ArchiveError('trailing_data', 'there are bytes after the end of the archive');
    }
    let from = this.#offset;
    let bytes = this.#chunk;
    if (this.#blockUsed > 0 || left < BLOCK_BYTES) {
      const taken = Math.min(left, BLOCK_BYTES - this.#blockUsed);
      this.#chunk.copy(this.#block, this.#blockUsed, from, from + taken);
      this.#blockUsed += taken;
      this.#offset += taken;
      if (this.#blockUsed < BLOCK_BYTES) return false;
      this.#blockUsed = 0;
      from = 0;
      bytes = this.#block;
    } else {
      this.#offset += BLOCK_BYTES;
    }
    return this.#readBlock(bytes, from);
  }

  #readBlock(bytes: Buffer, from: number): boolean {
    if (isZeroBlock(bytes, from)) {
      if (this.#pax !== undefined) {
        throw new ArchiveError('pax_malformed', 'a pax header has no entry after it');
      }
      this.#zeroBytes += BLOCK_BYTES;
      return false;
    }
    if (this.#zeroBytes > 0) {
      throw new ArchiveError('trailing_data', 'an entry follows after a block of zeros');
    }
    const header = decodeHeaderBlock(bytes, from);
    if (header.type === 'pax') {
      this.#beginPax(header.sizeBytes);
      return false;
    }
    const entry = judgeEntry(header, this.#records, this.#options);
    const { maxTotalBytes } = this.#options.limits;
    const storedBytes = entry.sparseBytes ?? entry.sizeBytes;
    if (this.contentBytes + storedBytes > maxTotalBytes) {
      const message = `with it the content is over the limit, ${maxTotalBytes} bytes`;
      throw new ArchiveError('too_many_bytes', message, entry.path);
    }
    if (entry.type === 'hardlink' && !this.#ledger.hasFile(entry.linkTarget)) {
      throw new ArchiveError(
        'link_refused',
        'hard link: no earlier file is its target',
        entry.path,
      );
    }
    const impliedDirectories = this.#ledger.claim(entry.path, entry.type);
    this.entry = { ...entry, impliedDirectories };
    this.entryCount += 1;
    this.contentBytes += storedBytes;
    this.#contentLeft = storedBytes;
    this.#paddingLeft = paddingBytes(storedBytes);
    this.#nextPosition = 0;
    this.#sparseMap = entry.sparseBytes === undefined ? undefined : new SparseMapReader(entry.path);
    if (entry.sparseBytes === 0) {
      throw new ArchiveError('sparse_malformed', 'sparse file: it has no map', entry.path);
    }
    this.#inEntry = true;
    this.#pax = undefined;
    this.#records = undefined;
    this.#accepted = this.#offset;
    return true;
  }

  #beginPax(sizeBytes: number): void {
    if (this.#pax !== undefined) {
      throw new ArchiveError('pax_malformed', 'two pax headers follow each other');
    }
    if (sizeBytes > MAX_PAX_BYTES) {
      const message = `a pax header has ${sizeBytes} bytes, over the limit, ${MAX_PAX_BYTES}`;
      throw new ArchiveError('pax_too_large', message);
    }
    if (sizeBytes === 0) throw new ArchiveError('pax_malformed', 'a pax header is empty');
    this.#pax = Buffer.alloc(sizeBytes);
    this.#paxUsed = 0;
  }
}

function isZeroBlock(bytes: Buffer, from: number): boolean {
  for (let index = from; index < from + BLOCK_BYTES; index += 1) {
    if (bytes[index] !== 0) return false;
  }
  return true;
}
