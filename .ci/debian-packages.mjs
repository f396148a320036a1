// Which Debian packages each kind of work needs, and which of them are missing here.
import { existsSync } from 'node:fs';
import { BOOT_DISC_PACKAGES, IMAGE_BUILD_PACKAGES } from '../images/src/debian-packages.mjs';

/** One file of each package, by which its presence is known without asking dpkg. */
const FILE_BY_PACKAGE = {
  binutils: '/usr/bin/strip',
  'boinc-client': '/usr/bin/boinc',
  'busybox-static': '/bin/busybox',
  bubblewrap: '/usr/bin/bwrap',
  clang: '/usr/bin/clang',
  curl: '/usr/bin/curl',
  'debian-archive-keyring': '/usr/share/keyrings/debian-archive-keyring.gpg',
  e2fsprogs: '/sbin/mke2fs',
  'g++': '/usr/bin/g++',
  gcc: '/usr/bin/gcc',
  gfortran: '/usr/bin/gfortran',
  'grub-common': '/usr/bin/grub-mkimage',
  'grub-pc-bin': '/usr/lib/grub/i386-pc/linux.mod',
  'ipxe-qemu': '/usr/lib/ipxe/qemu/efi-virtio.rom',
  'libclang-rt-14-dev': '/usr/lib/llvm-14/lib/clang/14.0.6/lib/linux/libclang_rt.tsan-x86_64.a',
  'libboinc-app-dev': '/usr/include/boinc/boinc_api.h',
  'libc6-dev': '/usr/include/stdio.h',
  'libvirt-clients': '/usr/bin/virsh',
  'libvirt-daemon': '/usr/sbin/libvirtd',
  'libvirt-daemon-driver-qemu':
    '/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so',
  lz4: '/usr/bin/lz4',
  make: '/usr/bin/make',
  mmdebstrap: '/usr/bin/mmdebstrap',
  'musl-tools': '/usr/bin/musl-gcc',
  perl: '/usr/bin/perl',
  python3: '/usr/bin/python3',
  'r-base-core': '/usr/bin/Rscript',
  'qemu-system-x86': '/usr/bin/qemu-system-x86_64',
  'qemu-utils': '/usr/bin/qemu-img',
  socat: '/usr/bin/socat',
  uidmap: '/usr/bin/newuidmap',
  'user-mode-linux': '/usr/bin/linux.uml',
  'util-linux': '/usr/bin/setpriv',
  xorriso: '/usr/bin/xorriso',
};

/** What the library for apps in C is built and tested with, and what it is compared with. */
const COMPILERS = [
  'binutils',
  'gcc',
  'g++',
  'gfortran',
  'clang',
  'libclang-rt-14-dev',
  'make',
  'libc6-dev',
  'musl-tools',
  'libboinc-app-dev',
  'python3',
  'r-base-core',
];
const RUN = ['qemu-system-x86', 'util-linux'];
const TEST = [
  ...RUN,
  'qemu-utils',
  'ipxe-qemu',
  'curl',
  'perl',
  'boinc-client',
  'bubblewrap',
  'busybox-static',
  'socat',
  'user-mode-linux',
  'libvirt-clients',
  'libvirt-daemon',
  'libvirt-daemon-driver-qemu',
  ...COMPILERS,
];

const PACKAGES_BY_WORK = {
  build: [],
  check: TEST,
  image: IMAGE_BUILD_PACKAGES,
  nightly: [...IMAGE_BUILD_PACKAGES, ...BOOT_DISC_PACKAGES, ...RUN],
  demo: [...IMAGE_BUILD_PACKAGES, ...RUN],
  test: [...IMAGE_BUILD_PACKAGES, ...BOOT_DISC_PACKAGES, ...TEST],
  // Beside that: a program of the guest is compiled, and a disk goes back to its snapshot.
  bench: [...IMAGE_BUILD_PACKAGES, ...RUN, 'gcc', 'libc6-dev', 'qemu-utils'],
};

/** Packages that `work` needs and this machine lacks. */
export function missingDebianPackages(work) {
  const wanted = [...new Set(PACKAGES_BY_WORK[work] ?? [])];
  return wanted.filter((name) => !existsSync(FILE_BY_PACKAGE[name] ?? ''));
}
