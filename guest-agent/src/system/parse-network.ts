import { parseCount } from './parse-count.ts';
import { MAX_NETWORK_COUNT } from './system-limits.ts';

/** Counters of one network interface since it appeared. */
export interface NetworkCounters {
  readonly name: string;
  readonly receivedBytes: number;
  readonly receivedErrors: number;
  readonly sentBytes: number;
  readonly sentErrors: number;
}

/** Of the kernel's names: no white space, no slash, at most 15 bytes, and neither `.` nor `..`. */
const LINE = /^ *(?!\.{1,2}:)([^\s/]{1,15}): *(\d.*)$/gm;

/** Reads /proc/net/dev; other lines are passed over. At most `MAX_NETWORK_COUNT` interfaces. */
export function parseNetwork(text: string): NetworkCounters[] {
  const found = new Map<string, NetworkCounters>();
  for (const [, name = '', rest = ''] of text.matchAll(LINE)) {
    if (found.size === MAX_NETWORK_COUNT) break;
    const fields = rest.split(/ +/, 16);
    if (fields.length < 16) continue;
    const [receivedBytes = 0, , receivedErrors = 0] = fields.map(parseCount);
    const [sentBytes = 0, , sentErrors = 0] = fields.slice(8).map(parseCount);
    found.set(name, { name, receivedBytes, receivedErrors, sentBytes, sentErrors });
  }
  return [...found.values()];
}
