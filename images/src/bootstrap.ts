import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { IMAGE_BASE_PACKAGES, IMAGE_KERNEL_PACKAGE } from './debian-packages.mjs';
import { SERVICE_PACKAGES, type ExtraService } from './extra-services.ts';
import { parseDpkgStatus, type DebianPackage } from './manifest.ts';
import { runCommand } from './run-command.ts';
import { makeWorkDirectory, removeTree, syncFile } from './work-directory.ts';

/** Debian release that images are made of. */
export const DEBIAN_SUITE = 'bookworm';

/**
 * Clock of the build, in seconds since 1970 (2026-01-01): no file in an image is younger, so that the
 * day of the build leaves no trace.
 */
export const BUILD_TIME_SECONDS = 1_767_225_600;

/** Most package sets that stay in the cache; the longest unused go first. */
export const MAX_CACHED_BASES = 4;

/** Longest time for fetching and installing Debian packages. */
export const BOOTSTRAP_TIMEOUT_MS = 1_800_000;

/** Raised when a change here gives another tree for the same packages. */
const BASE_FORMAT = 1;

/** Debian as installed from packages, before anything of ours is in it. */
export interface DebianBase {
  /** Archive of the tree; the kernel's package lies unopened in `./boot`. */
  readonly archiveFile: string;
  /** Sorted by name, with the kernel. */
  readonly packages: readonly DebianPackage[];
}

/** What decides which packages are installed. */
export interface BaseOptions {
  readonly packages: readonly string[];
  readonly services: readonly ExtraService[];
  readonly mirror: string;
}

/** How a base is looked for and made. */
export interface BootstrapOptions {
  readonly cacheDirectory: string;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/** Directory of a base below the cache. */
function baseDirectory(base: BaseOptions, cacheDirectory: string): string {
  const text = JSON.stringify([BASE_FORMAT, DEBIAN_SUITE, includedPackages(base), base.mirror]);
  return path.join(
    cacheDirectory,
    `base-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`,
  );
}

function includedPackages(base: BaseOptions): readonly string[] {
  const extra = base.services.flatMap((service) => SERVICE_PACKAGES[service]);
  return [...new Set([...IMAGE_BASE_PACKAGES, ...base.packages, ...extra])].sort();
}

/** The base from the cache, without the network; undefined when it was never made. */
export async function findBase(
  base: BaseOptions,
  cacheDirectory: string,
): Promise<DebianBase | undefined> {
  const directory = baseDirectory(base, cacheDirectory);
  const archiveFile = path.join(directory, 'root.tar');
  try {
    const packages = JSON.parse(
      await readFile(path.join(directory, 'packages.json'), 'utf8'),
    ) as DebianPackage[];
    await utimes(directory, new Date(), new Date());
    await stat(archiveFile);
    return { archiveFile, packages };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Installs Debian's newest packages into a fresh tree and puts it into the cache. When nothing is newer
 * than what the cache holds, the cached base stays.
 * @throws ImageError with code `command_failed` when a package or the mirror cannot be had.
 */
export async function makeBase(base: BaseOptions, options: BootstrapOptions): Promise<DebianBase> {
  const directory = baseDirectory(base, options.cacheDirectory);
  await mkdir(options.cacheDirectory, { recursive: true });
  await using work = await makeWorkDirectory(options.cacheDirectory, path.basename(directory));
  const archiveFile = path.join(work.directory, 'root.tar');
  await runCommand('mmdebstrap', mmdebstrapArguments(base, archiveFile), {
    signal: options.signal,
    timeoutMs: BOOTSTRAP_TIMEOUT_MS,
    env: { SOURCE_DATE_EPOCH: String(BUILD_TIME_SECONDS), DEBIAN_FRONTEND: 'noninteractive' },
    onErrorLine: (line) => {
      if (/^I: (running apt-get update|downloading|extracting|installing|creating)/.test(line)) {
        options.report(`Debian: ${line.slice(3).replace(/\.\.\.$/, '')}`);
      }
    },
    advice: `is the package name right, and can this machine reach ${base.mirror}?`,
  });
  const packages = await readPackages(archiveFile, options.signal);
  const known = await findBase(base, options.cacheDirectory);
  if (known !== undefined && JSON.stringify(known.packages) === JSON.stringify(packages))
    return known;

  const packagesFile = path.join(work.directory, 'packages.json');
  await writeFile(packagesFile, `${JSON.stringify(packages, undefined, 1)}\n`);
  await syncFile(archiveFile);
  await syncFile(packagesFile);
  await rm(directory, { recursive: true, force: true });
  await rename(work.directory, directory);
  await pruneBases(options.cacheDirectory);
  return { archiveFile: path.join(directory, 'root.tar'), packages };
}

function mmdebstrapArguments(base: BaseOptions, archiveFile: string): readonly string[] {
  const source = (url: string, suite: string) => `deb ${url} ${suite} main`;
  const security = base.mirror.replace(/\/debian$/, '/debian-security');
  return [
    `--mode=${process.getuid?.() === 0 ? 'root' : 'unshare'}`,
    '--format=tar',
    '--variant=essential',
    '--architectures=amd64',
    `--include=${includedPackages(base).join(',')}`,
    '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
    '--aptopt=Acquire::Retries "3"',
    '--aptopt=Acquire::http::Timeout "30"',
    ...['doc/*', 'info/*', 'locale/*', 'man/*', 'lintian/*', 'bug/*', 'linda/*'].map(
      (pattern) => `--dpkgopt=path-exclude=/usr/share/${pattern}`,
    ),
    // Some packages keep files that they need under doc; licences stay for who passes an image on.
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    `--setup-hook=${SETUP_HOOK}`,
    `--customize-hook=${KERNEL_HOOK}`,
    DEBIAN_SUITE,
    archiveFile,
    source(base.mirror, DEBIAN_SUITE),
    source(base.mirror, `${DEBIAN_SUITE}-updates`),
    source(security, `${DEBIAN_SUITE}-security`),
  ];
}

/** Keeps services from being started at installation, and usrmerge with its Perl out. */
const SETUP_HOOK = [
  'mkdir -p "$1/etc/apt/preferences.d" "$1/usr/sbin"',
  String.raw`printf "Package: usrmerge\nPin: release *\nPin-Priority: -1\n" >"$1/etc/apt/preferences.d/vmslot"`,
  String.raw`printf "#!/bin/sh\nexit 101\n" >"$1/usr/sbin/policy-rc.d"`,
  'chmod 755 "$1/usr/sbin/policy-rc.d"',
].join(' && ');

/**
 * Fetches the kernel's package without installing it: that would bring tools for making initial RAM
 * disks, which no guest needs.
 */
const KERNEL_HOOK = [
  'export APT_CONFIG="$MMDEBSTRAP_APT_CONFIG"',
  `kernel="$(apt-cache depends ${IMAGE_KERNEL_PACKAGE} | sed -n "s/^ *Depends: \\(linux-image-.*\\)/\\1/p")"`,
  'cd "$1/boot" && apt-get -o APT::Sandbox::User=root download "$kernel"',
].join('; ');

async function readPackages(
  archiveFile: string,
  signal: AbortSignal,
): Promise<readonly DebianPackage[]> {
  const status = await runCommand('tar', ['-xOf', archiveFile, './var/lib/dpkg/status'], {
    signal,
  });
  const names = await runCommand('tar', ['-tf', archiveFile, '--wildcards', './boot/*.deb'], {
    signal,
  });
  // File name of a package: NAME_VERSION_ARCHITECTURE.deb, the colon of an epoch percent-encoded.
  const kernels = names.split('\n').flatMap((file) => {
    const match = /^\.\/boot\/([^_/]+)_([^_/]+)_[^_/]+\.deb$/.exec(file);
    const [, name, version] = match ?? [];
    return name === undefined || version === undefined
      ? []
      : [{ name, version: decodeURIComponent(version) }];
  });
  return [...parseDpkgStatus(status), ...kernels].sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function pruneBases(cacheDirectory: string): Promise<void> {
  const bases: { directory: string; usedMs: number }[] = [];
  for (const name of await readdir(cacheDirectory)) {
    if (!/^base-[0-9a-f]{24}$/.test(name)) continue;
    const directory = path.join(cacheDirectory, name);
    bases.push({ directory, usedMs: (await stat(directory)).mtimeMs });
  }
  bases.sort((a, b) => b.usedMs - a.usedMs);
  for (const { directory } of bases.slice(MAX_CACHED_BASES)) await removeTree(directory);
}
