import { expect, test } from 'vitest';
import { isMemoryRefusal } from './memory-refusal.ts';

// The first two are QEMU 7.2's under `ulimit -v`, the others those of its sources and of GLib.
test.each([
  "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory",
  'qemu-system-x86_64: -accel tcg: allocate 1073741824 bytes for jit buffer: Cannot allocate memory',
  "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Out of memory",
  'ioctl(KVM_CREATE_VM) failed: 12 Cannot allocate memory',
  'qemu-system-x86_64: os_mem_prealloc: Insufficient free host memory pages available to allocate guest RAM',
  '(process:7): GLib-ERROR **: gmem.c:136: failed to allocate 4294967296 bytes',
])('%s', (words) => {
  expect(isMemoryRefusal(Buffer.from(`a line before\n${words}\n`))).toBe(true);
});

test.each([
  '',
  'qemu-system-x86_64: could not load kernel',
  'qemu-system-x86_64: -m size=0M: at least 1',
  'qemu-system-x86_64: Could not access KVM kernel module: Permission denied',
  'qemu-system-x86_64: -blockdev: No space left on device',
  'qemu-system-x86_64: cannot restore memory: invalid argument',
])('not: %s', (words) => {
  expect(isMemoryRefusal(Buffer.from(words))).toBe(false);
});
