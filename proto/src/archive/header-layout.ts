/** Place of each ustar header field: offset and length in bytes (POSIX.1-2017, pax). */
export const HEADER_FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  linkName: [157, 100],
  magic: [257, 8],
  userName: [265, 32],
  groupName: [297, 32],
  deviceMajor: [329, 8],
  deviceMinor: [337, 8],
  prefix: [345, 155],
  unused: [500, 12],
} as const satisfies Record<string, readonly [offset: number, length: number]>;

export type HeaderField = keyof typeof HEADER_FIELDS;

/** `ustar`, NUL, version `00`. GNU writes two spaces and a NUL instead and is refused. */
export const USTAR_MAGIC = 'ustar\u000000';

/** Largest number in eleven octal digits: 8 GiB less one, or the year 2242. */
export const MAX_OCTAL_11 = 0o77777777777;

/** Type flags that are understood. */
export const TYPE_FLAGS = {
  file: 0x30,
  hardlink: 0x31,
  link: 0x32,
  directory: 0x35,
  pax: 0x78,
} as const;

/** Sum of a header's bytes with the checksum field taken as spaces. */
export function headerChecksum(block: Uint8Array, offset: number): number {
  const [checksumAt, checksumLength] = HEADER_FIELDS.checksum;
  let sum = checksumLength * 0x20;
  const end = offset + HEADER_FIELDS.unused[0] + HEADER_FIELDS.unused[1];
  for (let index = offset; index < end; index += 1) sum += block[index] ?? 0;
  for (let index = 0; index < checksumLength; index += 1) {
    sum -= block[offset + checksumAt + index] ?? 0;
  }
  return sum;
}

/** Zero bytes after content of `sizeBytes`, up to the next block. */
export function paddingBytes(sizeBytes: number): number {
  return (512 - (sizeBytes % 512)) % 512;
}
