import { readFileSync } from 'node:fs';

/** Identifier of this life of the kernel (random(4)); processes of another one are all gone. */
export function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
}
