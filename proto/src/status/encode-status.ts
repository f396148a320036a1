import { crc32c } from '../bytes/index.ts';
import { STATUS_PREFIX, type GuestStatus } from './guest-status.ts';

/** Largest number of each field; what is more is written as this. */
export const MAX_STATUS_NUMBER = 0xffff_ffff;

/** Longest time that is written, in milliseconds. */
export const MAX_STATUS_UPTIME_MS = Number.MAX_SAFE_INTEGER;

/**
 * A status as a line of ASCII with its sum: short, and whole or worthless. The sum is CRC-32C, as in
 * the link's frames.
 */
export function encodeStatus(status: GuestStatus): string {
  const { sequence, uptimeMs, link, epoch, taskCount, delayMs, busyPermille } = status;
  const body =
    `${STATUS_PREFIX}seq=${bounded(sequence)} up=${bounded(uptimeMs, MAX_STATUS_UPTIME_MS)} ` +
    `link=${link} epoch=${hex(bounded(epoch))} tasks=${bounded(taskCount)} ` +
    `delay=${bounded(delayMs)} busy=${bounded(busyPermille, 1000)}`;
  return `${body} sum=${statusSum(body)}\n`;
}

/** Sum of a line up to the blank before it. */
export function statusSum(body: string): string {
  return hex(crc32c(Buffer.from(body, 'latin1')));
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

function bounded(value: number, most = MAX_STATUS_NUMBER): number {
  return Number.isNaN(value) ? 0 : Math.floor(Math.min(Math.max(value, 0), most));
}
