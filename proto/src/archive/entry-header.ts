import { BLOCK_BYTES } from './archive-options.ts';
import type { Entry } from './entry.ts';
import {
  HEADER_FIELDS,
  headerChecksum,
  MAX_OCTAL_11,
  paddingBytes,
  TYPE_FLAGS,
  USTAR_MAGIC,
  type HeaderField,
} from './header-layout.ts';

/**
 * Encodes the header of an entry: one ustar block, with a pax header in front where a path, a link
 * target or a size does not fit. Owner is 0, other bits than permissions are cut off, times are
 * whole seconds: equal entries give equal bytes. The caller has checked the entry's names.
 * @returns 512 bytes, or a few blocks with a pax header; content and its padding come next
 */
export function encodeEntryHeader(entry: Entry): Buffer {
  const path = Buffer.from(entry.type === 'directory' ? `${entry.path}/` : entry.path);
  const target = Buffer.from(entry.linkTarget);
  const isSparse = entry.sparseBytes !== undefined;
  const storedBytes = entry.sparseBytes ?? entry.sizeBytes;
  const cut = isSparse ? undefined : splitPath(path);
  const records: string[] = [];
  if (isSparse) records.push(...sparseRecords(entry));
  else if (cut === undefined) records.push(paxRecord('path', path.toString()));
  if (target.length > HEADER_FIELDS.linkName[1]) {
    records.push(paxRecord('linkpath', entry.linkTarget));
  }
  if (storedBytes > MAX_OCTAL_11) records.push(paxRecord('size', String(storedBytes)));

  const block = Buffer.alloc(BLOCK_BYTES);
  // A name that goes into the pax header still leaves its first bytes here, for old readers.
  put(block, 'name', isSparse ? SPARSE_NAME : shortName(path, cut));
  if (cut !== undefined && cut > 0) put(block, 'prefix', path.subarray(0, cut));
  put(block, 'linkName', wholeCharacters(target, HEADER_FIELDS.linkName[1]));
  putNumber(block, 'mode', entry.mode & 0o777);
  putNumber(block, 'size', storedBytes > MAX_OCTAL_11 ? 0 : storedBytes);
  putNumber(block, 'mtime', clampSeconds(entry.modifiedSeconds));
  finishHeader(block, TYPE_FLAGS[entry.type]);
  if (records.length === 0) return block;
  return Buffer.concat([encodePaxHeader(records), block]);
}

/** What a reader that does not know sparse files calls it: its bytes are not the file's. */
const SPARSE_NAME = Buffer.from('GNUSparseFile.0/file');

function sparseRecords({ path, sizeBytes }: Entry): string[] {
  return [
    paxRecord('GNU.sparse.major', '1'),
    paxRecord('GNU.sparse.minor', '0'),
    paxRecord('GNU.sparse.name', path),
    paxRecord('GNU.sparse.realsize', String(sizeBytes)),
  ];
}

function shortName(path: Buffer, cut: number | undefined): Buffer {
  if (cut === undefined) return wholeCharacters(path, HEADER_FIELDS.name[1]);
  return cut === 0 ? path : path.subarray(cut + 1);
}

/** The first bytes of a text, up to the end of a character: half of one is no UTF-8. */
function wholeCharacters(text: Buffer, maxBytes: number): Buffer {
  if (text.length <= maxBytes) return text;
  let end = maxBytes;
  while (end > 0 && ((text[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return text.subarray(0, end);
}

/** Place of the slash between prefix and name; 0: all of it is the name; undefined: does not fit. */
function splitPath(path: Buffer): number | undefined {
  const nameBytes = HEADER_FIELDS.name[1];
  if (path.length <= nameBytes) return 0;
  // The last byte of a directory's path is a slash that must stay with the name.
  for (let at = path.length - 2; at > 0; at -= 1) {
    if (path.length - at - 1 > nameBytes) return undefined;
    if (path[at] === 0x2f && at <= HEADER_FIELDS.prefix[1]) return at;
  }
  return undefined;
}

function encodePaxHeader(records: readonly string[]): Buffer {
  const body = Buffer.from(records.join(''));
  const block = Buffer.alloc(BLOCK_BYTES);
  put(block, 'name', Buffer.from('pax-header'));
  putNumber(block, 'mode', 0o644);
  putNumber(block, 'size', body.length);
  putNumber(block, 'mtime', 0);
  finishHeader(block, TYPE_FLAGS.pax);
  return Buffer.concat([block, body, Buffer.alloc(paddingBytes(body.length))]);
}

/** `LENGTH key=value` and a newline, where LENGTH counts its own digits too. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function finishHeader(block: Buffer, typeFlag: number): void {
  for (const field of ['uid', 'gid', 'deviceMajor', 'deviceMinor'] as const) {
    putNumber(block, field, 0);
  }
  block[HEADER_FIELDS.type[0]] = typeFlag;
  block.write(USTAR_MAGIC, HEADER_FIELDS.magic[0], 'latin1');
  const sum = headerChecksum(block, 0).toString(8).padStart(6, '0');
  block.write(`${sum}\0 `, HEADER_FIELDS.checksum[0], 'latin1');
}

function put(block: Buffer, field: HeaderField, bytes: Buffer): void {
  const [offset, length] = HEADER_FIELDS[field];
  bytes.copy(block, offset, 0, length);
}

/** Octal digits with leading zeros and a NUL at the end. */
function putNumber(block: Buffer, field: HeaderField, value: number): void {
  const [offset, length] = HEADER_FIELDS[field];
  block.write(value.toString(8).padStart(length - 1, '0'), offset, 'latin1');
}

function clampSeconds(seconds: number): number {
  return Math.min(MAX_OCTAL_11, Math.max(0, Math.floor(seconds)));
}
