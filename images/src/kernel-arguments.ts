/**
 * Kernel command line of our images; the driver adds the console. Each part is there for a reason that
 * was measured or that a failure needs, see images/README.md.
 */
export const KERNEL_ARGUMENTS: readonly string[] = [
  'quiet',
  // A panic ends the machine at once (the bridge runs QEMU with -no-reboot) instead of hanging.
  'panic=-1',
];
