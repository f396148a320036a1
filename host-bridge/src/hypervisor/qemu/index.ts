export { ADDED_KERNEL_ARGUMENTS } from '../pc-machine.ts';
export { QEMU_DEBIAN_PACKAGES, QEMU_DEBIAN_TEST_PACKAGES } from './packages.ts';
export { QemuDriver, type QemuDriverOptions } from './qemu-driver.ts';
