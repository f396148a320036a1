/**
 * Kernel command line of our images; the driver adds the console. Each part is there for a reason that
 * was measured or that a failure needs, see images/README.md.
 */
export const KERNEL_ARGUMENTS: readonly string[] = [
  'quiet',
  // Self-tests of ciphers, which run at every boot.
  'cryptomgr.notests',
  // The check of the timer's wiring. Not `tsc=reliable`: on a busy host the first calibration of an
  // emulated TSC can be far off, and only the kernel's watchdog would notice that time runs wrong.
  'no_timer_check',
  // A panic ends the machine at once (the bridge runs QEMU with -no-reboot) instead of hanging.
  'panic=-1',
];
