import { join } from 'node:path';
import type { VmDefinition } from '../driver.ts';
import { VBOX_MACHINE_NAME, type VBoxFiles } from './machine-files.ts';

const MEBIBYTE = 1024 * 1024;

/** Files of a machine's discs. */
export interface VBoxDisks {
  /** The image's description, which is only read. */
  readonly image: string;
  /** What the guest changes in it. */
  readonly overlay: string;
  readonly seed: string;
  /** Undefined: the guest has no room beyond its image. */
  readonly room: string | undefined;
  readonly bootFile: string;
}

/**
 * Arguments of the VBoxManage calls that make the machine, in order: VirtualBox's manual, chapter 8,
 * "VBoxManage". `createvm` without `--default` makes a machine without audio, USB and disks.
 */
export function creatingCommands(
  definition: Pick<VmDefinition, 'memoryBytes' | 'cpuCount'>,
  files: VBoxFiles,
  disks: VBoxDisks,
): readonly (readonly string[])[] {
  const create = ['--name', VBOX_MACHINE_NAME, '--basefolder', files.machines];
  const created = ['--filename', disks.overlay, '--diffparent', disks.image, '--format', 'VDI'];
  const controller = ['--name', VBOX_CONTROLLER, '--add', 'ide', '--controller', 'PIIX4'];
  return [
    ['createvm', ...create, '--ostype', 'Linux_64', '--register'],
    modifyingCommand(definition, files),
    ['storagectl', VBOX_MACHINE_NAME, ...controller],
    ['createmedium', 'disk', ...created],
    [...attaching([0, 0], 'hdd'), disks.overlay],
    // What the guest writes there is forgotten.
    [...attaching([0, 1], 'hdd'), disks.seed, '--mtype', 'immutable'],
    [...attaching([1, 0], 'dvddrive'), disks.bootFile],
    // Need not be there, and no second device of a channel may be alone.
    ...(disks.room === undefined ? [] : [[...attaching([1, 1], 'hdd'), disks.room]]),
  ];
}

/**
 * Name of the controller that all discs are on. It is IDE, since Debian's kernel for virtual machines has no
 * driver for AHCI; four discs are as many as it takes.
 */
const VBOX_CONTROLLER = 'discs';

function attaching(
  [port, device]: readonly [0 | 1, 0 | 1],
  type: 'hdd' | 'dvddrive',
): readonly string[] {
  return [
    ['storageattach', VBOX_MACHINE_NAME, '--storagectl', VBOX_CONTROLLER],
    ['--port', String(port), '--device', String(device), '--type', type, '--medium'],
  ].flat();
}

/**
 * The machine itself: a PC with a BIOS that boots from the disc. The console's port calls a socket that the
 * bridge listens on, so that nothing is lost; the agent's is a socket that VirtualBox listens on.
 */
export function modifyingCommand(
  definition: Pick<VmDefinition, 'memoryBytes' | 'cpuCount'>,
  files: VBoxFiles,
): readonly string[] {
  return [
    ['modifyvm', VBOX_MACHINE_NAME],
    ['--memory', String(Math.floor(definition.memoryBytes / MEBIBYTE))],
    ['--cpus', String(definition.cpuCount), '--ioapic', 'on', '--rtcuseutc', 'on'],
    ['--firmware', 'bios', '--chipset', VBOX_CHIPSET],
    ['--boot1', 'dvd', '--boot2', 'none', '--boot3', 'none', '--boot4', 'none'],
    ['--uart1', '0x3F8', '4', '--uartmode1', 'client', files.consoleSocket],
    ['--uart2', '0x2F8', '3', '--uartmode2', 'server', files.agentSocket],
    ['--nic1', 'none', '--usb', 'off', '--vrde', 'off'],
  ].flat();
}

/** The PC that VirtualBox builds; its saved machines go on under newer versions. */
export const VBOX_CHIPSET = 'piix3';

/** Names of the disks' files. */
export function vboxDisksOf(
  files: VBoxFiles,
  { bootFile, hasRoom }: { readonly bootFile: string; readonly hasRoom: boolean },
): VBoxDisks {
  return {
    image: join(files.disks, 'image.vmdk'),
    overlay: join(files.disks, 'overlay.vdi'),
    seed: join(files.disks, 'seed.vmdk'),
    room: hasRoom ? join(files.disks, 'room.vmdk') : undefined,
    bootFile,
  };
}
