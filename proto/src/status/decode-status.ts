import { statusSum } from './encode-status.ts';
import { MAX_STATUS_LINE_BYTES, STATUS_PREFIX, type GuestStatus } from './guest-status.ts';

/** Most bytes of a channel that are looked at, from the end. */
export const MAX_STATUS_BYTES = 64 * 1024;

const LINE =
  /^vmslot-status 1 seq=(\d{1,10}) up=(\d{1,16}) link=(up|down|none) epoch=([0-9a-f]{8}) tasks=(\d{1,10}) delay=(\d{1,10}) busy=(\d{1,4}) sum=([0-9a-f]{8})$/;

/**
 * Reads one line, without its line end.
 *
 * @returns undefined for anything that `encodeStatus` would not write
 */
export function decodeStatus(line: string): GuestStatus | undefined {
  if (line.length >= MAX_STATUS_LINE_BYTES) return undefined;
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, sequence, uptimeMs, link, epoch, taskCount, delayMs, busyPermille, sum] = match;
  if (statusSum(line.slice(0, line.lastIndexOf(' '))) !== sum) return undefined;
  const status = {
    sequence: Number(sequence),
    uptimeMs: Number(uptimeMs),
    link: link as GuestStatus['link'],
    epoch: Number.parseInt(epoch ?? '', 16),
    taskCount: Number(taskCount),
    delayMs: Number(delayMs),
    busyPermille: Number(busyPermille),
  };
  return Object.values(status).every(isInRange) ? status : undefined;
}

/**
 * The last whole status among bytes of a channel, whatever else is there: a ring that has gone round,
 * a console's text, or what a hostile guest wrote. The work is bounded by `MAX_STATUS_BYTES`.
 */
export function findLastStatus(bytes: Uint8Array): GuestStatus | undefined {
  const last = bytes.subarray(-MAX_STATUS_BYTES);
  const text = Buffer.from(last.buffer, last.byteOffset, last.length).toString('latin1');
  // What follows the last line end is a line that is still being written.
  const lines = text.split(/\r?\n/).slice(0, -1);
  for (const line of lines.toReversed()) {
    // A console may have begun the line with something else.
    const start = line.lastIndexOf(STATUS_PREFIX);
    const status = start < 0 ? undefined : decodeStatus(line.slice(start));
    if (status !== undefined) return status;
  }
  return undefined;
}

function isInRange(value: number | string): boolean {
  return typeof value === 'string' || Number.isSafeInteger(value);
}
