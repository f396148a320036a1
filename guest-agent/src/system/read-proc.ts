import { closeSync, openSync, readSync } from 'node:fs';
import { MAX_PROC_TEXT_BYTES } from './system-limits.ts';

/**
 * Text of a file of /proc or /sys, cut at `MAX_PROC_TEXT_BYTES`. Synchronous on purpose: the kernel
 * makes these texts without waiting for a disk, and so this also works while file systems are frozen
 * and the threads that read files asynchronously are stuck.
 *
 * @throws the system's error
 */
export function readProc(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(MAX_PROC_TEXT_BYTES);
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += count;
      if (count === 0 || length === buffer.length) break;
    }
    return buffer.toString('utf8', 0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** The same, empty where the file cannot be read: what is missing on a machine is not told. */
export function readProcIfPresent(path: string): string {
  try {
    return readProc(path);
  } catch {
    return '';
  }
}
