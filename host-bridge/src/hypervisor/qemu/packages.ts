/** Debian packages that the driver needs at run time. */
export const QEMU_DEBIAN_PACKAGES = ['qemu-system-x86'] as const;

/**
 * Debian packages that only its tests need: `qemu-img` judges the overlays that we write, and iPXE is
 * a small guest with a network.
 */
export const QEMU_DEBIAN_TEST_PACKAGES = ['qemu-utils', 'ipxe-qemu'] as const;
