import {
  chmod,
  chown,
  copyFile,
  lstat,
  lutimes,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { listTree } from './list-tree.ts';

/** How Debian's tree becomes ours. */
export interface RootOptions {
  /** Trees that are laid over Debian's, in this order. */
  readonly overlayDirectories: readonly string[];
  /** Time that every younger file gets. */
  readonly timeSeconds: number;
  readonly signal: AbortSignal;
}

/** Unprivileged user that runs the science app. */
export const APP_USER = { name: 'app', uid: 1000, gid: 1000, home: '/home/app' } as const;

/**
 * What an image does not need, or what differs from build to build: logs, caches, backups, the start
 * scripts of other init systems, and Debian's own runit stages, which ours replace.
 */
const REMOVED: readonly string[] = [
  'boot',
  'etc/apt',
  'etc/cron.d',
  'etc/cron.daily',
  'etc/fstab',
  'etc/group-',
  'etc/gshadow-',
  'etc/hostname',
  'etc/init.d',
  'etc/logrotate.d',
  'etc/machine-id',
  'etc/passwd-',
  'etc/rc0.d',
  'etc/rc1.d',
  'etc/rc2.d',
  'etc/rc3.d',
  'etc/rc4.d',
  'etc/rc5.d',
  'etc/rc6.d',
  'etc/rcS.d',
  'etc/resolv.conf',
  'etc/runit',
  'etc/service',
  'etc/shadow-',
  'etc/subgid-',
  'etc/subuid-',
  'etc/sv',
  'etc/systemd',
  'run',
  'tmp',
  'usr/lib/systemd/system',
  'usr/lib/udev',
  'usr/sbin/policy-rc.d',
  'usr/share/info',
  'usr/share/locale',
  'usr/share/man',
  'var/cache',
  'var/lib/apt',
  'var/lib/dpkg/status-old',
  'var/lib/systemd',
  'var/lib/vmslot',
  'var/log',
  'var/tmp',
];

/** Directories that must be there, with their modes. */
const DIRECTORIES: readonly (readonly [name: string, mode: number])[] = [
  ['boot', 0o755],
  ['dev', 0o755],
  ['proc', 0o555],
  ['run', 0o755],
  ['sys', 0o555],
  ['tmp', 0o1777],
  ['var/cache', 0o755],
  ['var/lib/vmslot', 0o700],
  ['var/log', 0o755],
  ['var/tmp', 0o1777],
];

/** Turns Debian's installed tree into the root file system of an image. */
export async function finishRoot(root: string, options: RootOptions): Promise<void> {
  for (const name of REMOVED) await rm(path.join(root, name), { recursive: true, force: true });
  for (const [name, mode] of DIRECTORIES) await makeDirectory(path.join(root, name), mode);
  await addAppUser(root, options.timeSeconds);
  for (const overlay of options.overlayDirectories) await layOver(root, overlay);
  await ownPrograms(path.join(root, 'usr/lib/vmslot'));
  await writeFile(path.join(root, 'etc/hostname'), 'vmslot\n');
  await writeFile(path.join(root, 'etc/hosts'), '127.0.0.1 localhost vmslot\n::1 localhost\n');
  // Written by the DHCP client where the machine has a network.
  await symlink('/run/resolv.conf', path.join(root, 'etc/resolv.conf'));
  await limitTimes(root, options);
}

async function makeDirectory(directory: string, mode: number): Promise<void> {
  await mkdir(directory, { recursive: true });
  await chmod(directory, mode);
}

async function addAppUser(root: string, timeSeconds: number): Promise<void> {
  const { name, uid, gid, home } = APP_USER;
  const day = Math.floor(timeSeconds / 86_400);
  const edit = async (file: string, change: (text: string) => string) => {
    const target = path.join(root, 'etc', file);
    await writeFile(target, change(await readFile(target, 'utf8')));
  };
  await edit('passwd', (text) => `${text}${name}:x:${uid}:${gid}::${home}:/bin/sh\n`);
  await edit('group', (text) => `${text}${name}:x:${gid}:\n`);
  await edit('gshadow', (text) => `${text}${name}:!::\n`);
  // The third field is the day of the last change, which is the day of the build.
  await edit('shadow', (text) =>
    `${text}${name}:!:0:0:99999:7:::\n`.replace(/^([^:]+:[^:]*):\d+:/gm, `$1:${day}:`),
  );
  await makeDirectory(path.join(root, home), 0o750);
  await chown(path.join(root, home), uid, gid);
}

/** Copies a tree over another; modes depend only on the execute bit, everything belongs to root. */
async function layOver(root: string, overlay: string): Promise<void> {
  for (const relative of await listTree(overlay)) {
    const source = path.join(overlay, relative);
    const target = path.join(root, relative);
    const stat = await lstat(source);
    if (stat.isDirectory()) {
      await mkdir(target, { recursive: true });
      continue;
    }
    await rm(target, { force: true });
    if (stat.isSymbolicLink()) await symlink(await readlink(source), target);
    else {
      await copyFile(source, target);
      // Node's copyFile gives the copy the owner of the source where it can.
      await chown(target, 0, 0);
      await chmod(target, (stat.mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}

const PROGRAM_MODES: ReadonlyMap<string, number> = new Map([
  ['node', 0o755],
  ['agent.cjs', 0o644],
  // Apps run it, as their user.
  ['shared-segment', 0o755],
]);

async function ownPrograms(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const name of await readdir(directory)) {
    const mode = PROGRAM_MODES.get(name);
    if (mode === undefined) continue;
    await chown(path.join(directory, name), 0, 0);
    await chmod(path.join(directory, name), mode);
  }
}

/** Gives everything younger than the build's clock the clock's time, the deepest first. */
async function limitTimes(root: string, options: RootOptions): Promise<void> {
  for (const relative of ['.', ...(await listTree(root))].toReversed()) {
    options.signal.throwIfAborted();
    const file = path.join(root, relative);
    const stat = await lstat(file);
    const seconds = Math.min(Math.floor(stat.mtimeMs / 1000), options.timeSeconds);
    await lutimes(file, options.timeSeconds, seconds);
  }
}
