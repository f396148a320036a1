export { LibvirtDriver, type LibvirtDriverOptions } from './libvirt-driver.ts';
export { LIBVIRT_DEBIAN_PACKAGES } from './packages.ts';
