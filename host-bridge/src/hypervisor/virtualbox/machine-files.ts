import { join } from 'node:path';
import type { MachineDirectory } from '../machine-directory.ts';

/** Name of the machine in VirtualBox's registry, which knows no other. */
export const VBOX_MACHINE_NAME = 'vmslot';

/** Name of the console's socket. */
export const CONSOLE_SOCKET_NAME = 'console.sock';

/** Where what belongs to a machine is. */
export interface VBoxFiles {
  /** VirtualBox's own directory for this machine: its registry, its server's log. */
  readonly home: string;
  /** Directory below which VirtualBox makes the machine's folder. */
  readonly machines: string;
  readonly machineFolder: string;
  /** The machine's settings, XML. */
  readonly settings: string;
  readonly log: string;
  /** Disks that the driver makes, and descriptions of those that it was given. */
  readonly disks: string;
  /** There when VirtualBox has been told all about the machine. */
  readonly registered: string;
  readonly consoleSocket: string;
  readonly agentSocket: string;
  /** Where VirtualBox's server of this machine and its clients meet. */
  readonly ipcDirectory: string;
  /** Variables for each of VirtualBox's programs. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Where the files of a machine are, and how VirtualBox is told to keep to them. `VBOX_USER_HOME` is in the manual
 * (chapter 10, "Technical background", "Global configuration data"); `VBOX_IPC_SOCKETID` is read by
 * VirtualBox's XPCOM and by its start script, and in no manual: with it this machine has a server of its
 * own (VBoxSVC), which the user's other machines know nothing of. Their place is `/tmp`, whatever TMPDIR says.
 *
 * @param serverId of the machine, and of no other that was there before: its server may still be ending
 */
export function vboxFilesOf(files: MachineDirectory, serverId: string): VBoxFiles {
  const { path, socketDirectory } = files;
  const id = `vmslot-${serverId.replaceAll(/[^0-9a-f]/g, '').slice(0, 16)}`;
  const machines = join(path, 'machines');
  const machineFolder = join(machines, VBOX_MACHINE_NAME);
  const home = join(path, 'home');
  return {
    home,
    machines,
    machineFolder,
    settings: join(machineFolder, `${VBOX_MACHINE_NAME}.vbox`),
    log: join(machineFolder, 'Logs', 'VBox.log'),
    disks: join(path, 'disks'),
    registered: join(path, 'registered'),
    consoleSocket: join(socketDirectory, CONSOLE_SOCKET_NAME),
    agentSocket: join(socketDirectory, 'agent.sock'),
    ipcDirectory: join('/tmp', `.vbox-${id}-ipc`),
    environment: { VBOX_USER_HOME: home, VBOX_IPC_SOCKETID: id },
  };
}
