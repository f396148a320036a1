import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HypervisorError } from './errors.ts';
import { socketPath } from './socket-path.ts';
import { isOutOfRoom, noRoom, readFreeBytes } from './room.ts';

/** File name of the agent's socket. */
export const AGENT_SOCKET_NAME = 'agent.sock';

/** Name of the directory in the slot that holds all that the driver writes. */
export const MACHINE_DIRECTORY_NAME = 'vm';

/**
 * Longest path of a socket in bytes, without the zero that ends it: Linux has room for 107
 * (unix(7), sun_path), macOS for 103 (sys/un.h).
 */
export const MAX_SOCKET_PATH_BYTES = 103;

/** A disk of a machine that has never run. */
export interface MachineDisk {
  /** Name of its file. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface MachineDirectoryOptions {
  /**
   * True: the hypervisor binds the socket from another working directory than its own, by its absolute
   * path. Default false.
   */
  readonly absoluteSocket?: boolean | undefined;
  /**
   * Name of the longest socket there, where a hypervisor must be told the absolute path of each, and still
   * knows it when it restores a snapshot: then all lives of a machine have the same. Default: the agent's
   * is the only one, and found from its working directory.
   */
  readonly longestSocketName?: string | undefined;
}

/** Files of one machine. Owner: the machine; `remove` deletes them all. */
export interface MachineDirectory {
  readonly path: string;
  /** The disk that the job writes to. */
  readonly diskFile: string;
  /** Absolute, or relative to this process's working directory where that is shorter. */
  readonly agentSocket: string;
  /** Directory of the socket; the hypervisor's working directory, so that its own path is always short. */
  readonly socketDirectory: string;
  /** Set where the socket lies outside the slot and must not outlive a killed bridge. */
  readonly orphanSocket: string | undefined;
  /** Bytes of the host's disk that the files take. */
  usageBytes(): Promise<number>;
  /**
   * Deletes what a machine that has ended has outside the slot: nobody else would, and the next life makes
   * its own. Safe to repeat.
   */
  removeOutside(): Promise<void>;
  /** Safe to repeat. */
  remove(): Promise<void>;
}

/**
 * Makes the machine's directory with its disk in it, in place of what an earlier run left. Only this
 * user may enter it (mode 0700). Where the slot's path is too long for a socket, also as seen from the
 * working directory of this process, the socket goes to a private directory in the system's temporary one: a path is the one way to connect that every
 * platform has, and what a caller can open again after a restore.
 *
 * @throws HypervisorError `no_room` or `hypervisor_failed`; nothing is left then
 */
export async function createMachineDirectory(
  slotDirectory: string,
  disk: MachineDisk,
  options: MachineDirectoryOptions = {},
): Promise<MachineDirectory> {
  const path = join(slotDirectory, MACHINE_DIRECTORY_NAME);
  try {
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { mode: 0o700 });
    // The creation mask may have taken rights away from us as well.
    await chmod(path, 0o700);
    await writeSynced(machineFileIn(slotDirectory, disk.name), disk.bytes);
    return await machineDirectory(slotDirectory, disk.name, options);
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    if (isOutOfRoom(error)) {
      throw noRoom(slotDirectory, disk.bytes.length, await readFreeBytes(slotDirectory), error);
    }
    throw cannotBeMade(path, error);
  }
}

/**
 * The machine's directory that an earlier life of the job left, without its sockets; the disk is
 * not looked at.
 *
 * @param diskName name of the disk's file
 *
 * @throws HypervisorError `hypervisor_failed`; the disk is still there then
 */
export async function reopenMachineDirectory(
  slotDirectory: string,
  diskName: string,
  options: MachineDirectoryOptions = {},
): Promise<MachineDirectory> {
  const path = join(slotDirectory, MACHINE_DIRECTORY_NAME);
  try {
    await chmod(path, 0o700);
    await rm(join(path, AGENT_SOCKET_NAME), { force: true });
    return await machineDirectory(slotDirectory, diskName, options);
  } catch (error) {
    throw cannotBeMade(path, error);
  }
}

/** Where a file of a slot's machine is. */
export function machineFileIn(slotDirectory: string, name: string): string {
  return join(slotDirectory, MACHINE_DIRECTORY_NAME, name);
}

/** Bytes of the host's disk that a slot's machine takes; 0 where it has none. */
export function machineUsageBytes(slotDirectory: string): Promise<number> {
  return usageBytes(join(slotDirectory, MACHINE_DIRECTORY_NAME));
}

/** The existing directory `vm`, with a place for the socket. */
async function machineDirectory(
  slotDirectory: string,
  diskName: string,
  options: MachineDirectoryOptions,
): Promise<MachineDirectory> {
  const path = join(slotDirectory, MACHINE_DIRECTORY_NAME);
  const { absoluteSocket, longestSocketName } = options;
  const nearPath = absoluteSocket === true ? resolve : socketPath;
  const longest =
    longestSocketName === undefined
      ? nearPath(join(path, AGENT_SOCKET_NAME))
      : join(path, longestSocketName);
  const isTooLong = Buffer.byteLength(longest) > MAX_SOCKET_PATH_BYTES;
  const socketDirectory = isTooLong
    ? longestSocketName === undefined
      ? await mkdtemp(join(tmpdir(), 'vmslot-'))
      : await fixedDirectory(path)
    : path;
  const agentSocket = join(socketDirectory, AGENT_SOCKET_NAME);
  const removeOutside = async (): Promise<void> => {
    if (isTooLong) await rm(socketDirectory, { recursive: true, force: true });
  };
  return {
    path,
    diskFile: machineFileIn(slotDirectory, diskName),
    agentSocket: nearPath(agentSocket),
    socketDirectory,
    orphanSocket: isTooLong ? agentSocket : undefined,
    usageBytes: () => usageBytes(path),
    removeOutside,
    remove: async () => {
      await rm(path, { recursive: true, force: true });
      await removeOutside();
    },
  };
}

/** A private directory in the system's temporary one whose name follows from the machine's. */
async function fixedDirectory(path: string): Promise<string> {
  const name = createHash('sha256').update(path).digest('hex').slice(0, 16);
  const directory = join(tmpdir(), `vmslot-${name}`);
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // Anybody may have made one of that name; ours, from an earlier life, is good.
    const found = await lstat(directory);
    const isOurs = found.isDirectory() && found.uid === process.getuid?.();
    if (!isOurs || (found.mode & 0o077) !== 0) {
      throw new Error(`${directory} belongs to somebody else`, { cause: error });
    }
  }
  return directory;
}

function cannotBeMade(path: string, cause: unknown): HypervisorError {
  return new HypervisorError(
    'hypervisor_failed',
    `the machine's files cannot be made in ${path}: ${(cause as Error).message}`,
    { cause },
  );
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function usageBytes(directory: string): Promise<number> {
  let bytes = 0;
  for (const name of (await ifThere(readdir(directory, { recursive: true }))) ?? []) {
    // What a hypervisor is just about to delete may be gone since it was listed.
    const found = await ifThere(lstat(join(directory, name)));
    // `blocks` counts units of 512 bytes on every platform: stat(2).
    bytes += (found?.blocks ?? 0) * 512;
  }
  return bytes;
}

async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
