/**
 * Kernel command line of our images; the driver adds the console. Each part is there for a reason that
 * was measured or that a failure needs, see images/README.md.
 */
export const KERNEL_ARGUMENTS: readonly string[] = [
  'quiet',
  // Self-tests of ciphers, which run at every boot.
  'cryptomgr.notests',
  // Clocks that the hypervisor keeps; measuring them against each other takes a tenth of the boot.
  'tsc=reliable',
  'no_timer_check',
  // A panic ends the machine at once (the bridge runs QEMU with -no-reboot) instead of hanging.
  'panic=-1',
];
