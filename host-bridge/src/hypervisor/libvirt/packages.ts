/** Debian packages that the driver needs at run time. */
export const LIBVIRT_DEBIAN_PACKAGES = [
  'libvirt-clients',
  'libvirt-daemon',
  'libvirt-daemon-driver-qemu',
  'qemu-system-x86',
] as const;
