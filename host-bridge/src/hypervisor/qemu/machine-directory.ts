import { chmod, mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HypervisorError } from '../errors.ts';
import { socketPath } from '../socket-path.ts';
import { AGENT_SOCKET_NAME } from './command-line.ts';
import { isOutOfRoom, noRoom, readFreeBytes } from './room.ts';

/** Name of the directory in the slot that holds all that the driver writes. */
export const MACHINE_DIRECTORY_NAME = 'vm';

/**
 * Longest path of a socket in bytes, without the zero that ends it: Linux has room for 107
 * (unix(7), sun_path), macOS for 103 (sys/un.h).
 */
export const MAX_SOCKET_PATH_BYTES = 103;

/** Files of one machine. Owner: the machine; `remove` deletes them all. */
export interface MachineDirectory {
  readonly path: string;
  readonly overlayFile: string;
  /** Absolute, or relative to this process's working directory where that is shorter. */
  readonly agentSocket: string;
  /** Directory of the socket; QEMU's working directory, so that QEMU's own path is always short. */
  readonly socketDirectory: string;
  /** Set where the socket lies outside the slot and must not outlive a killed bridge. */
  readonly orphanSocket: string | undefined;
  /** Bytes of the host's disk that the files take. */
  usageBytes(): Promise<number>;
  /** Safe to repeat. */
  remove(): Promise<void>;
}

/**
 * Makes the machine's directory with an overlay in it, in place of what an earlier run left. Only this
 * user may enter it (mode 0700). Where the slot's path is too long for a socket, also as seen from the
 * working directory of this process, the socket goes to a private directory in the system's temporary one: a path is the one way to connect that every
 * platform has, and what a caller can open again after a restore.
 *
 * @throws HypervisorError `no_room` or `hypervisor_failed`; nothing is left then
 */
export async function createMachineDirectory(
  slotDirectory: string,
  overlay: Uint8Array,
): Promise<MachineDirectory> {
  const path = join(slotDirectory, MACHINE_DIRECTORY_NAME);
  try {
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { mode: 0o700 });
    // The creation mask may have taken rights away from us as well.
    await chmod(path, 0o700);
    await writeSynced(overlayFileIn(slotDirectory), overlay);
    return await machineDirectory(slotDirectory);
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    if (isOutOfRoom(error)) {
      throw noRoom(slotDirectory, overlay.length, await readFreeBytes(slotDirectory), error);
    }
    throw cannotBeMade(path, error);
  }
}

/**
 * The machine's directory that an earlier life of the job left, without its sockets; the overlay is
 * not looked at.
 *
 * @throws HypervisorError `hypervisor_failed`; the overlay is still there then
 */
export async function reopenMachineDirectory(slotDirectory: string): Promise<MachineDirectory> {
  const path = join(slotDirectory, MACHINE_DIRECTORY_NAME);
  try {
    await chmod(path, 0o700);
    await rm(join(path, AGENT_SOCKET_NAME), { force: true });
    return await machineDirectory(slotDirectory);
  } catch (error) {
    throw cannotBeMade(path, error);
  }
}

/** Where the overlay of a slot's machine is. */
export function overlayFileIn(slotDirectory: string): string {
  return join(slotDirectory, MACHINE_DIRECTORY_NAME, 'overlay.qcow2');
}

/** Bytes of the host's disk that a slot's machine takes; 0 where it has none. */
export function machineUsageBytes(slotDirectory: string): Promise<number> {
  return usageBytes(join(slotDirectory, MACHINE_DIRECTORY_NAME));
}

/** The existing directory `vm`, with a place for the socket. */
async function machineDirectory(slotDirectory: string): Promise<MachineDirectory> {
  const path = join(slotDirectory, MACHINE_DIRECTORY_NAME);
  const isTooLong =
    Buffer.byteLength(socketPath(join(path, AGENT_SOCKET_NAME))) > MAX_SOCKET_PATH_BYTES;
  const socketDirectory = isTooLong ? await mkdtemp(join(tmpdir(), 'vmslot-')) : path;
  const agentSocket = join(socketDirectory, AGENT_SOCKET_NAME);
  return {
    path,
    overlayFile: overlayFileIn(slotDirectory),
    agentSocket: socketPath(agentSocket),
    socketDirectory,
    orphanSocket: isTooLong ? agentSocket : undefined,
    usageBytes: () => usageBytes(path),
    remove: async () => {
      await rm(path, { recursive: true, force: true });
      if (isTooLong) await rm(socketDirectory, { recursive: true, force: true });
    },
  };
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
  for (const name of await namesIn(directory)) {
    // `blocks` counts units of 512 bytes on every platform: stat(2).
    bytes += (await stat(join(directory, name))).blocks * 512;
  }
  return bytes;
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
