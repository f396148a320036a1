import { isUtf8 } from 'node:buffer';
import { ArchiveError } from './archive-error.ts';

/** What a pax extended header may say here. */
export interface PaxRecords {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: number;
  readonly mtime?: number;
}

const KEYS = new Set<string>(['path', 'linkpath', 'size', 'mtime']);

/**
 * Parses the body of a pax extended header (POSIX.1-2017, "pax Extended Header"): records
 * `LENGTH key=value` with a newline, exact lengths, UTF-8, no control characters, each key once.
 * @throws ArchiveError with pax_malformed or pax_key_refused
 */
export function parsePaxRecords(body: Buffer): PaxRecords {
  if (body.length === 0 || !isUtf8(body)) malformed('it is empty or not UTF-8');
  const records: { path?: string; linkpath?: string; size?: number; mtime?: number } = {};
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
    if (!KEYS.has(key)) {
      throw new ArchiveError('pax_key_refused', 'a pax header has a key that is not accepted', key);
    }
    if (Object.hasOwn(records, key)) malformed('a key stands twice');
    if (value === '' || /\p{Cc}/u.test(value)) malformed('a value is empty or not text');
    if (key === 'path' || key === 'linkpath') records[key] = value;
    if (key === 'size') records.size = paxNumber(value, /^(?:0|[1-9][0-9]{0,14})$/);
    if (key === 'mtime') records.mtime = paxNumber(value, /^[0-9]{1,11}(?:\.[0-9]{1,9})?$/);
    at = end;
  }
  return records;
}

function paxNumber(text: string, form: RegExp): number {
  if (!form.test(text)) malformed('a number is malformed or too large');
  return Number(text);
}

function malformed(message: string): never {
  throw new ArchiveError('pax_malformed', `a pax header is malformed: ${message}`);
}
