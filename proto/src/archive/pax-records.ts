import { isUtf8 } from 'node:buffer';
import { ArchiveError } from './archive-error.ts';

/** What a pax extended header may say here. */
export interface PaxRecords {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: number;
  readonly mtime?: number;
  /** Name of a sparse file. */
  readonly sparseName?: string;
  /** Size of a sparse file with its holes. */
  readonly sparseBytes?: number;
}

const KEYS = new Set<string>(['path', 'linkpath', 'size', 'mtime']);

/** The form 1.0 of GNU tar, whose map stands in front of the data. */
const SPARSE_KEYS = new Set<string>([
  'GNU.sparse.major',
  'GNU.sparse.minor',
  'GNU.sparse.name',
  'GNU.sparse.realsize',
]);

/**
 * Parses the body of a pax extended header (POSIX.1-2017, "pax Extended Header"): records
 * `LENGTH key=value` with a newline, exact lengths, UTF-8, no control characters, each key once.
 * @param sparse accept what makes a file sparse
 * @throws ArchiveError with pax_malformed or pax_key_refused
 */
export function parsePaxRecords(body: Buffer, sparse = false): PaxRecords {
  if (body.length === 0 || !isUtf8(body)) malformed('it is empty or not UTF-8');
  const texts = new Map<string, string>();
  let at = 0;
  while (at < body.length) {
    const space = body.indexOf(0x20, at);
    const digits = space === -1 ? '' : body.toString('latin1', at, Math.min(space, at + 8));
    if (!/^[1-9][0-9]{0,5}$/.test(digits)) malformed('a record has no length');
    const end = at + Number(digits);
    if (end > body.length || end <= space + 2 || body[end - 1] !== 0x0a) {
      malformed('the length of a record is wrong');
    }
    const equals = body.indexOf(0x3d, space);
    if (equals === -1 || equals >= end) malformed('a record has no equals sign');
    const key = body.toString('utf8', space + 1, equals);
    const value = body.toString('utf8', equals + 1, end - 1);
    if (!KEYS.has(key) && !(sparse && SPARSE_KEYS.has(key))) {
      throw new ArchiveError('pax_key_refused', 'a pax header has a key that is not accepted', key);
    }
    if (texts.has(key)) malformed('a key stands twice');
    if (value === '' || /\p{Cc}/u.test(value)) malformed('a value is empty or not text');
    texts.set(key, value);
    at = end;
  }
  return toRecords(texts);
}

function toRecords(texts: ReadonlyMap<string, string>): PaxRecords {
  const [path, linkpath, size, mtime] = [...KEYS].map((key) => texts.get(key));
  const [major, minor, sparseName, realSize] = [...SPARSE_KEYS].map((key) => texts.get(key));
  const isSparse = [major, minor, sparseName, realSize].some((text) => text !== undefined);
  if (isSparse && (major !== '1' || minor !== '0' || path !== undefined)) {
    malformed('it describes a sparse file in another form than 1.0');
  }
  if (isSparse && (sparseName === undefined || realSize === undefined)) {
    malformed('it describes a sparse file without its name or size');
  }
  return {
    ...(path === undefined ? {} : { path }),
    ...(linkpath === undefined ? {} : { linkpath }),
    ...(size === undefined ? {} : { size: paxNumber(size, WHOLE) }),
    ...(mtime === undefined ? {} : { mtime: paxNumber(mtime, /^[0-9]{1,11}(?:\.[0-9]{1,9})?$/) }),
    ...(sparseName === undefined ? {} : { sparseName }),
    ...(realSize === undefined ? {} : { sparseBytes: paxNumber(realSize, WHOLE) }),
  };
}

const WHOLE = /^(?:0|[1-9][0-9]{0,14})$/;

function paxNumber(text: string, form: RegExp): number {
  if (!form.test(text)) malformed('a number is malformed or too large');
  return Number(text);
}

function malformed(message: string): never {
  throw new ArchiveError('pax_malformed', `a pax header is malformed: ${message}`);
}
