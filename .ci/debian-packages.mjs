// Which Debian packages each kind of work needs, and which of them are missing here.
import { existsSync } from 'node:fs';
import { IMAGE_BUILD_PACKAGES } from '../images/src/debian-packages.mjs';

/** One file of each package, by which its presence is known without asking dpkg. */
const FILE_BY_PACKAGE = {
  binutils: '/usr/bin/strip',
  'boinc-client': '/usr/bin/boinc',
  bubblewrap: '/usr/bin/bwrap',
  curl: '/usr/bin/curl',
  'debian-archive-keyring': '/usr/share/keyrings/debian-archive-keyring.gpg',
  e2fsprogs: '/sbin/mke2fs',
  'ipxe-qemu': '/usr/lib/ipxe/qemu/efi-virtio.rom',
  lz4: '/usr/bin/lz4',
  mmdebstrap: '/usr/bin/mmdebstrap',
  perl: '/usr/bin/perl',
  'qemu-system-x86': '/usr/bin/qemu-system-x86_64',
  'qemu-utils': '/usr/bin/qemu-img',
  uidmap: '/usr/bin/newuidmap',
  'util-linux': '/usr/bin/setpriv',
};

const RUN = ['qemu-system-x86', 'util-linux'];
const TEST = [...RUN, 'qemu-utils', 'ipxe-qemu', 'curl', 'perl', 'boinc-client', 'bubblewrap'];

const PACKAGES_BY_WORK = {
  build: [],
  check: TEST,
  image: IMAGE_BUILD_PACKAGES,
  nightly: [...IMAGE_BUILD_PACKAGES, ...RUN],
  demo: [...IMAGE_BUILD_PACKAGES, ...RUN],
  test: [...IMAGE_BUILD_PACKAGES, ...TEST],
  bench: [...IMAGE_BUILD_PACKAGES, ...RUN],
};

/** Packages that `work` needs and this machine lacks. */
export function missingDebianPackages(work) {
  const wanted = [...new Set(PACKAGES_BY_WORK[work] ?? [])];
  return wanted.filter((name) => !existsSync(FILE_BY_PACKAGE[name] ?? ''));
}
