import { ArchiveError } from './archive-error.ts';

/** What a name stands for. An implied directory has no entry of its own (yet). */
export type NameKind = 'file' | 'link' | 'hardlink' | 'directory';

const FREE = 0;
const LINK = 1;
const DIRECTORY = 2;
const IMPLIED_DIRECTORY = 3;
const FILE = 4;

/** A hard link to a file is that file, so further ones may name it. */
const KINDS = { file: FILE, hardlink: FILE, link: LINK, directory: DIRECTORY } as const;

const WORDS_PER_SLOT = 3;
const FIRST_SLOT_COUNT = 1024;

const NO_PARENTS: readonly string[] = [];

/** Options of {@link NameLedger}. */
export interface NameLedgerOptions {
  /** See `ArchiveOptions.caseSensitive`. */
  readonly caseSensitive: boolean;
  /** Names that may be claimed, implied directories included. */
  readonly maxEntryCount: number;
}

/**
 * The names of an archive so far: no name twice, nothing below a file or link. Holds hashes instead
 * of names, in an open table at most half full: 13 bytes a slot, so 26 to 52 bytes a name however
 * long it is. Two different names with one hash (64 bits with a random seed) are taken for the same
 * name: that refuses an archive, it never lets one through.
 */
export class NameLedger {
  readonly #options: NameLedgerOptions;
  readonly #seeds = crypto.getRandomValues(new Uint32Array(3));
  /** A slot is two words of the folded name's hash and one of the exact name's. */
  #words = new Uint32Array(FIRST_SLOT_COUNT * WORDS_PER_SLOT);
  #kinds = new Uint8Array(FIRST_SLOT_COUNT);
  #count = 0;
  /** Directory of the last claim: files of one directory mostly follow each other. */
  #lastParent = '';

  constructor(options: NameLedgerOptions) {
    this.#options = options;
  }

  /** Names claimed so far, implied directories included. */
  get count(): number {
    return this.#count;
  }

  /**
   * Takes a name for an entry.
   * @param path a path that `assertEntryPath` accepts
   * @returns directories on the way that had no entry so far, outermost first
   * @throws ArchiveError with name_taken, below_non_directory or too_many_entries
   */
  claim(path: string, kind: NameKind): readonly string[] {
    const folded = this.#options.caseSensitive ? path : foldName(path);
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    let implied = NO_PARENTS;
    if (parent !== this.#lastParent) {
      implied = this.#claimParents(path, folded);
      this.#lastParent = parent;
    }
    const wanted = KINDS[kind];
    const slot = this.#find(folded, folded.length, path, path.length);
    const found = this.#kinds[slot];
    if (found === FREE) {
      this.#take(slot, wanted, path);
    } else if (
      found === IMPLIED_DIRECTORY &&
      wanted === DIRECTORY &&
      this.#words[slot * WORDS_PER_SLOT + 2] === this.#exact
    ) {
      this.#kinds[slot] = DIRECTORY;
    } else {
      throw new ArchiveError('name_taken', 'another entry has this name', path);
    }
    return implied;
  }

  /** True where an entry before has this very name and is a file. */
  hasFile(path: string): boolean {
    const folded = this.#options.caseSensitive ? path : foldName(path);
    const slot = this.#find(folded, folded.length, path, path.length);
    return this.#kinds[slot] === FILE && this.#words[slot * WORDS_PER_SLOT + 2] === this.#exact;
  }

  #claimParents(path: string, folded: string): readonly string[] {
    const implied: string[] = [];
    // Folding changes lengths but no slashes, so the n-th slash of both belong together.
    let to = path.indexOf('/');
    let foldedTo = folded.indexOf('/');
    while (to !== -1) {
      const slot = this.#find(folded, foldedTo, path, to);
      const found = this.#kinds[slot];
      if (found === FREE) {
        this.#take(slot, IMPLIED_DIRECTORY, path);
        implied.push(path.slice(0, to));
      } else if (found === LINK || found === FILE) {
        throw new ArchiveError('below_non_directory', 'it lies below a file or a link', path);
      } else if (this.#words[slot * WORDS_PER_SLOT + 2] !== this.#exact) {
        throw new ArchiveError('name_taken', 'its directory is another one in other letters', path);
      }
      to = path.indexOf('/', to + 1);
      foldedTo = folded.indexOf('/', foldedTo + 1);
    }
    return implied;
  }

  #high = 0;
  #low = 0;
  #exact = 0;

  /** Slot that holds the name, or the free one where it belongs; leaves its hash in the fields. */
  #find(folded: string, foldedLength: number, exact: string, exactLength: number): number {
    const [seedHigh = 0, seedLow = 0, seedExact = 0] = this.#seeds;
    this.#high = hash(folded, foldedLength, seedHigh);
    this.#low = hash(folded, foldedLength, seedLow);
    this.#exact = this.#options.caseSensitive ? 0 : hash(exact, exactLength, seedExact);
    return this.#probe(this.#high, this.#low);
  }

  #probe(high: number, low: number): number {
    const mask = this.#kinds.length - 1;
    let slot = low & mask;
    while (this.#kinds[slot] !== FREE) {
      const at = slot * WORDS_PER_SLOT;
      if (this.#words[at] === high && this.#words[at + 1] === low) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #take(slot: number, kind: number, path: string): void {
    if (this.#count >= this.#options.maxEntryCount) {
      const limit = this.#options.maxEntryCount;
      throw new ArchiveError('too_many_entries', `it is one more than the limit, ${limit}`, path);
    }
    this.#put(slot, this.#high, this.#low, this.#exact, kind);
    this.#count += 1;
    if (this.#count * 2 > this.#kinds.length) this.#grow();
  }

  #put(slot: number, high: number, low: number, exact: number, kind: number): void {
    const at = slot * WORDS_PER_SLOT;
    this.#words[at] = high;
    this.#words[at + 1] = low;
    this.#words[at + 2] = exact;
    this.#kinds[slot] = kind;
  }

  #grow(): void {
    const words = this.#words;
    const kinds = this.#kinds;
    this.#words = new Uint32Array(words.length * 2);
    this.#kinds = new Uint8Array(kinds.length * 2);
    for (let slot = 0; slot < kinds.length; slot += 1) {
      const kind = kinds[slot] ?? FREE;
      if (kind === FREE) continue;
      const at = slot * WORDS_PER_SLOT;
      const high = words[at] ?? 0;
      const low = words[at + 1] ?? 0;
      this.#put(this.#probe(high, low), high, low, words[at + 2] ?? 0, kind);
    }
  }
}

/**
 * A name as file systems that ignore case and Unicode form may see it. Folds more than any one of
 * them (`ß` and `SS`, `ı` and `i`), because folding too much only refuses.
 */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');
}

/** Murmur-like hash of UTF-16 units; seeded, so that nobody can choose names that fill one place. */
function hash(text: string, length: number, seed: number): number {
  let state = seed;
  for (let index = 0; index < length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0xcc9e2d51);
    state = (state << 13) | (state >>> 19);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16) ^ length) >>> 0;
}
