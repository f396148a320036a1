// Which Debian packages each kind of work needs, and which of them are missing here.
import { existsSync } from 'node:fs';

/** One file of each package, by which its presence is known without asking dpkg. */
const FILE_BY_PACKAGE = {
  'qemu-system-x86': '/usr/bin/qemu-system-x86_64',
  'qemu-utils': '/usr/bin/qemu-img',
  mmdebstrap: '/usr/bin/mmdebstrap',
  e2fsprogs: '/sbin/mke2fs',
  binutils: '/usr/bin/strip',
  cpio: '/usr/bin/cpio',
  zstd: '/usr/bin/zstd',
  'util-linux': '/usr/bin/setpriv',
  curl: '/usr/bin/curl',
};

const IMAGE = ['mmdebstrap', 'e2fsprogs', 'binutils', 'cpio', 'zstd'];
const RUN = ['qemu-system-x86', 'qemu-utils', 'util-linux'];

const PACKAGES_BY_WORK = {
  build: [],
  check: ['util-linux', 'curl', ...RUN],
  image: IMAGE,
  demo: [...IMAGE, ...RUN],
  test: [...IMAGE, ...RUN, 'curl'],
  bench: [...IMAGE, ...RUN],
};

/** Packages that `work` needs and this machine lacks. */
export function missingDebianPackages(work) {
  const wanted = [...new Set(PACKAGES_BY_WORK[work] ?? [])];
  return wanted.filter((name) => !existsSync(FILE_BY_PACKAGE[name]));
}
