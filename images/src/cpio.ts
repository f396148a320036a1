/** One entry of a cpio archive. Owner is root, the time is fixed. */
export interface CpioEntry {
  /** Path without a leading slash. */
  readonly path: string;
  /** File type and permissions as in `st_mode`, for instance 0o100755. */
  readonly mode: number;
  readonly data?: Uint8Array;
  /** Numbers of a device node. */
  readonly device?: { readonly major: number; readonly minor: number };
}

/**
 * Writes an archive in the "newc" form that the kernel unpacks as initramfs (kernel documentation:
 * driver-api/early-userspace/buffer-format). Entries come in the order given, so parents go first.
 */
export function encodeCpio(
  entries: readonly CpioEntry[],
  options: { readonly timeSeconds: number },
): Buffer {
  const parts: Buffer[] = [];
  let inode = 1;
  for (const entry of [...entries, { path: 'TRAILER!!!', mode: 0 }]) {
    const data = entry.data ?? new Uint8Array(0);
    const trailer = entry.mode === 0;
    const fields = [
      trailer ? 0 : inode++,
      entry.mode,
      0,
      0,
      1,
      trailer ? 0 : options.timeSeconds,
      data.length,
      0,
      0,
      entry.device?.major ?? 0,
      entry.device?.minor ?? 0,
      Buffer.byteLength(entry.path) + 1,
      0,
    ];
    const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
    parts.push(padded(Buffer.from(`${header}${entry.path}\0`)), padded(Buffer.from(data)));
  }
  return Buffer.concat(parts);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
