import { HypervisorError } from './errors.ts';

/**
 * What QEMU says where the host gives it no memory. It ends with status 1 as for every other mistake, so
 * only its words tell: those of its own, of the C library (glibc's and musl's for ENOMEM) and of GLib,
 * on which it aborts.
 */
const REFUSALS: readonly RegExp[] = [
  /cannot set up guest memory/i,
  /cannot allocate memory/i,
  /insufficient free host memory/i,
  /failed to allocate \d+ bytes/i,
  /: out of memory\b/i,
];

/**
 * Whether QEMU ended because the host refused it memory: for the guest, or for itself.
 * @param stderr the end of QEMU's standard error
 */
export function isMemoryRefusal(stderr: Uint8Array): boolean {
  const text = Buffer.from(stderr).toString('latin1');
  return REFUSALS.some((refusal) => refusal.test(text));
}

/** The error for it. @param words of who refused */
export function noMemory(memoryBytes: number, words: string, cause: unknown): HypervisorError {
  const megabytes = Math.round(memoryBytes / 1024 / 1024);
  return new HypervisorError(
    'no_memory',
    `this computer has no ${megabytes} MB of memory left for the machine; free some: ${words}`,
    { cause },
  );
}
