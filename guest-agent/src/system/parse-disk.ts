import { parseCount } from './parse-count.ts';

/** Bytes that went to and from one block device since the boot. */
export interface DiskCounters {
  readonly readBytes: number;
  readonly writtenBytes: number;
}

/** The kernel counts in these whatever the device's own sectors are. */
const SECTOR_BYTES = 512;

/** Reads /proc/diskstats, by `major:minor`. Lines of another form are passed over. */
export function parseDisk(text: string): ReadonlyMap<string, DiskCounters> {
  const found = new Map<string, DiskCounters>();
  for (const line of text.split('\n')) {
    const fields = line.trim().split(/ +/, 10);
    const [major = '', minor = ''] = fields;
    if (fields.length < 10 || !/^\d{1,7}$/.test(major) || !/^\d{1,7}$/.test(minor)) continue;
    const bytes = (sectors: string | undefined): number =>
      Math.min(parseCount(sectors) * SECTOR_BYTES, Number.MAX_SAFE_INTEGER);
    found.set(`${major}:${minor}`, { readBytes: bytes(fields[5]), writtenBytes: bytes(fields[9]) });
  }
  return found;
}
