/**
 * Tar archives byte by byte, right or wrong, for tests of readers. Knows nothing of the code under
 * test: the layout is written down again from POSIX.1-2017.
 */
export interface RawHeader {
  readonly name?: string | Uint8Array;
  readonly prefix?: string;
  /** One character. */
  readonly type?: string;
  readonly mode?: number;
  /** What the size field says; the caller adds the content. */
  readonly size?: number;
  readonly mtime?: number;
  readonly linkName?: string | Uint8Array;
  /** Bytes put over the finished block, before the checksum is made. */
  readonly patches?: readonly (readonly [offset: number, bytes: string | Uint8Array])[];
  /** Added to the right checksum. */
  readonly checksumError?: number;
}

/** Two blocks of zeros. */
export const RAW_END = Buffer.alloc(1024);

/** A header block. */
export function rawHeader(header: RawHeader): Buffer {
  const block = Buffer.alloc(512);
  const put = (offset: number, bytes: string | Uint8Array): void => {
    Buffer.from(bytes).copy(block, offset);
  };
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  put(0, header.name ?? 'file');
  put(100, octal(header.mode ?? 0o644, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(header.size ?? 0, 11));
  put(136, octal(header.mtime ?? 1_700_000_000, 11));
  put(156, header.type ?? '0');
  put(157, header.linkName ?? '');
  put(257, 'ustar\u000000');
  put(345, header.prefix ?? '');
  for (const [offset, bytes] of header.patches ?? []) put(offset, bytes);
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, header.checksumError ?? 0);
  put(148, `${octal(sum, 6)}\0 `);
  return block;
}

/** Content with zeros up to the next block. */
export function rawContent(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

/** A regular file. */
export function rawFile(name: string, content: string | Uint8Array = ''): Buffer {
  return Buffer.concat([
    rawHeader({ name, size: Buffer.from(content).length }),
    rawContent(content),
  ]);
}

/** A directory. */
export function rawDirectory(name: string): Buffer {
  return rawHeader({ name: `${name}/`, type: '5', mode: 0o755 });
}

/** A symbolic link. */
export function rawLink(name: string, linkName: string): Buffer {
  return rawHeader({ name, linkName, type: '2', mode: 0o777 });
}

/** A pax header with any body. */
export function rawPaxBody(body: string | Uint8Array, type = 'x'): Buffer {
  const size = Buffer.from(body).length;
  return Buffer.concat([rawHeader({ name: 'pax', type, size }), rawContent(body)]);
}

/** A pax header with well formed records. */
export function rawPax(records: Readonly<Record<string, string>>): Buffer {
  return rawPaxBody(
    Object.entries(records)
      .map(([key, value]) => rawPaxRecord(key, value))
      .join(''),
  );
}

/** A well formed pax record. */
export function rawPaxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  for (let length = rest; ; length += 1) {
    if (rest + String(length).length === length) return `${length} ${key}=${value}\n`;
  }
}
