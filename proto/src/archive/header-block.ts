import { isUtf8 } from 'node:buffer';
import { ArchiveError } from './archive-error.ts';
import {
  HEADER_FIELDS,
  headerChecksum,
  TYPE_FLAGS,
  USTAR_MAGIC,
  type HeaderField,
} from './header-layout.ts';

/** Fields of one header block, well formed but not yet judged. */
export interface HeaderBlock {
  readonly type: keyof typeof TYPE_FLAGS;
  /** Prefix and name joined, as written (a directory may end with `/`). */
  readonly path: string;
  readonly mode: number;
  readonly sizeBytes: number;
  readonly modifiedSeconds: number;
  readonly linkTarget: string;
}

/**
 * Decodes one ustar block strictly: magic, checksum, octal numbers only, text that ends with its
 * first NUL, nothing in unused places. Owner and device numbers are checked for form and ignored.
 * @param bytes holds 512 bytes at `offset`
 * @throws ArchiveError with not_ustar, checksum_wrong, field_malformed or type_refused
 */
export function decodeHeaderBlock(bytes: Buffer, offset: number): HeaderBlock {
  const magicAt = offset + HEADER_FIELDS.magic[0];
  if (bytes.toString('latin1', magicAt, magicAt + USTAR_MAGIC.length) !== USTAR_MAGIC) {
    throw new ArchiveError('not_ustar', 'not a ustar header; send a plain POSIX tar archive');
  }
  if (number(bytes, offset, 'checksum') !== headerChecksum(bytes, offset)) {
    throw new ArchiveError('checksum_wrong', 'the checksum of a header is wrong');
  }
  const path = joinPath(text(bytes, offset, 'prefix'), text(bytes, offset, 'name'));
  const type = typeOf(bytes[offset + HEADER_FIELDS.type[0]] ?? 0, path);
  for (const field of ['userName', 'groupName'] as const) text(bytes, offset, field);
  if (text(bytes, offset, 'unused') !== '') {
    throw new ArchiveError('field_malformed', 'its header has bytes where none belong', path);
  }
  for (const field of ['uid', 'gid', 'deviceMajor', 'deviceMinor'] as const) {
    if (bytes[offset + HEADER_FIELDS[field][0]] !== 0) number(bytes, offset, field, path);
  }
  return {
    type,
    path,
    mode: number(bytes, offset, 'mode', path),
    sizeBytes: number(bytes, offset, 'size', path),
    modifiedSeconds: number(bytes, offset, 'mtime', path),
    linkTarget: text(bytes, offset, 'linkName'),
  };
}

function typeOf(flag: number, path: string): HeaderBlock['type'] {
  switch (flag) {
    case TYPE_FLAGS.file:
      return 'file';
    case TYPE_FLAGS.hardlink:
      return 'hardlink';
    case TYPE_FLAGS.directory:
      return 'directory';
    case TYPE_FLAGS.link:
      return 'link';
    case TYPE_FLAGS.pax:
      return 'pax';
    default: {
      const shown = `0x${flag.toString(16).padStart(2, '0')}`;
      throw new ArchiveError('type_refused', `entries of type ${shown} are not accepted`, path);
    }
  }
}

function joinPath(prefix: string, name: string): string {
  if (prefix === '') return name;
  // Joined, an empty name or a slash too many would be read in different ways by different readers.
  if (name === '' || prefix.endsWith('/')) {
    throw new ArchiveError('field_malformed', 'its prefix does not fit its name', prefix);
  }
  return `${prefix}/${name}`;
}

/** Octal digits up to the first NUL or space, at least one, then nothing else. */
function number(bytes: Buffer, offset: number, field: HeaderField, path = ''): number {
  const [at, length] = HEADER_FIELDS[field];
  let index = offset + at;
  const end = index + length;
  let value = 0;
  let digits = 0;
  for (; index < end; index += 1) {
    const digit = (bytes[index] ?? 0) - 0x30;
    // Base-256 numbers (GNU), signs and other digits all end up in the check below.
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
    digits += 1;
  }
  for (; index < end; index += 1) {
    if (bytes[index] !== 0 && bytes[index] !== 0x20) digits = 0;
  }
  if (digits === 0) {
    throw new ArchiveError('field_malformed', `its ${field} is not an octal number`, path);
  }
  return value;
}

/** Bytes up to the first NUL as UTF-8; all bytes after it must be NUL too. */
function text(bytes: Buffer, offset: number, field: HeaderField): string {
  const [at, length] = HEADER_FIELDS[field];
  const start = offset + at;
  const end = start + length;
  let stop = start;
  let ascii = true;
  for (; stop < end && bytes[stop] !== 0; stop += 1) {
    if ((bytes[stop] ?? 0) > 0x7f) ascii = false;
  }
  for (let index = stop; index < end; index += 1) {
    if (bytes[index] !== 0) {
      throw new ArchiveError('field_malformed', `its ${field} goes on after a NUL`);
    }
  }
  if (ascii) return bytes.toString('latin1', start, stop);
  if (!isUtf8(bytes.subarray(start, stop))) {
    throw new ArchiveError('name_refused', `its ${field} is not UTF-8`);
  }
  return bytes.toString('utf8', start, stop);
}
