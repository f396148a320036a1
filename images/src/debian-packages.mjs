/**
 * Debian packages by purpose. Plain JavaScript without imports, so that a set-up script can read it
 * under any Node before anything is installed.
 */

/**
 * What the building machine needs. `binutils` strips Node, `lz4` opens Debian's kernel, `uidmap` lets
 * a user without root build; the rest is in every Debian.
 */
export const IMAGE_BUILD_PACKAGES = Object.freeze([
  'binutils',
  'debian-archive-keyring',
  'e2fsprogs',
  'lz4',
  'mmdebstrap',
  'uidmap',
]);

/** Programs of {@link IMAGE_BUILD_PACKAGES} that a build calls, with the package that brings each. */
export const IMAGE_BUILD_PROGRAMS = Object.freeze({
  debugfs: 'e2fsprogs',
  'dpkg-deb': 'dpkg',
  fallocate: 'util-linux',
  lz4: 'lz4',
  mke2fs: 'e2fsprogs',
  mmdebstrap: 'mmdebstrap',
  strip: 'binutils',
  tar: 'tar',
});

/** What a building machine needs besides for an image with a boot disc: GRUB for BIOSes, and a disc's maker. */
export const BOOT_DISC_PACKAGES = Object.freeze(['grub-common', 'grub-pc-bin', 'xorriso']);

/** Programs of {@link BOOT_DISC_PACKAGES}; without the modules of grub-pc-bin the first one says so. */
export const BOOT_DISC_PROGRAMS = Object.freeze({
  'grub-mkimage': 'grub-common grub-pc-bin',
  xorriso: 'xorriso',
});

/**
 * What every image holds beside Debian's essential packages. `usr-is-merged` stands in for `usrmerge`,
 * which would bring all of Perl.
 */
export const IMAGE_BASE_PACKAGES = Object.freeze([
  'busybox-static',
  'e2fsprogs',
  'libstdc++6',
  'mount',
  'passwd',
  'runit',
  'usr-is-merged',
  'util-linux',
]);

/** Empty package that depends on the newest kernel for virtual machines. */
export const IMAGE_KERNEL_PACKAGE = 'linux-image-cloud-amd64';
