import { join } from 'node:path';
import type { VmDefinition } from '../driver.ts';
import type { MachineDirectory } from '../machine-directory.ts';

/** Name of the console's socket. */
export const CONSOLE_SOCKET_NAME = 'console.sock';

const MEBIBYTE = 1024 * 1024;

/** Where what belongs to a machine is; VMware keeps its own files beside the .vmx. */
export interface VmwareFiles {
  readonly folder: string;
  readonly vmx: string;
  readonly vmsd: string;
  readonly log: string;
  readonly consoleSocket: string;
  readonly agentSocket: string;
}

export function vmwareFilesOf({ path, socketDirectory }: MachineDirectory): VmwareFiles {
  const folder = join(path, 'machine');
  return {
    folder,
    vmx: join(folder, 'vmslot.vmx'),
    vmsd: join(folder, 'vmslot.vmsd'),
    log: join(folder, 'vmware.log'),
    consoleSocket: join(socketDirectory, CONSOLE_SOCKET_NAME),
    agentSocket: join(socketDirectory, 'agent.sock'),
  };
}

/** Names of a machine's disks, in the order of their ports. */
export type VmwareDisks = readonly string[];

/** What a machine has of memory and CPUs; VMware takes memory in steps of 4 MB. */
export function sizeSettings(
  definition: Pick<VmDefinition, 'memoryBytes' | 'cpuCount'>,
): readonly (readonly [string, string])[] {
  const memory = Math.floor(definition.memoryBytes / (4 * MEBIBYTE)) * 4;
  return [
    ['memsize', String(memory)],
    ['numvcpus', String(definition.cpuCount)],
  ];
}

/**
 * The machine: a PC with a BIOS that boots from the disc, without network, USB, sound and floppy, and with nothing of
 * VMware's between guest and host: the settings are those of Workstation's manual and of VMware's hardening
 * guides (`isolation.tools.*`). The console's port calls a socket that the bridge listens on, so that nothing is
 * lost; the agent's is a socket that VMware listens on.
 */
export function vmxSettings(
  definition: Pick<VmDefinition, 'memoryBytes' | 'cpuCount'>,
  files: VmwareFiles,
  { disks, bootFile }: { readonly disks: VmwareDisks; readonly bootFile: string },
): ReadonlyMap<string, string> {
  const serial = (port: number, fileName: string, endPoint: 'client' | 'server') =>
    [
      [`serial${port}.present`, 'TRUE'],
      [`serial${port}.fileType`, 'pipe'],
      [`serial${port}.fileName`, fileName],
      [`serial${port}.pipe.endPoint`, endPoint],
      // The other end is a program, which need not be there yet.
      [`serial${port}.tryNoRxLoss`, 'TRUE'],
      [`serial${port}.yieldOnMsrRead`, 'TRUE'],
      [`serial${port}.startConnected`, 'TRUE'],
    ] as const;
  return new Map<string, string>([
    ['.encoding', 'UTF-8'],
    ['config.version', '8'],
    ['virtualHW.version', '14'],
    ['displayName', 'vmslot'],
    ['guestOS', 'other3xlinux-64'],
    ['firmware', 'bios'],
    ['bios.bootOrder', 'cdrom'],
    ...sizeSettings(definition),
    ...disks.flatMap((name, index) => [
      [`${IDE_PLACES[index]}.present`, 'TRUE'] as const,
      [`${IDE_PLACES[index]}.fileName`, name] as const,
    ]),
    [`${BOOT_PLACE}.present`, 'TRUE'],
    [`${BOOT_PLACE}.deviceType`, 'cdrom-image'],
    [`${BOOT_PLACE}.fileName`, bootFile],
    [`${BOOT_PLACE}.startConnected`, 'TRUE'],
    ...serial(0, files.consoleSocket, 'client'),
    ...serial(1, files.agentSocket, 'server'),
    ['ethernet0.present', 'FALSE'],
    ['floppy0.present', 'FALSE'],
    ['usb.present', 'FALSE'],
    ['sound.present', 'FALSE'],
    ...ISOLATED.map((name) => [`isolation.tools.${name}.disable`, 'TRUE'] as const),
    ['tools.syncTime', 'FALSE'],
    // Questions would wait for somebody at a screen.
    ['msg.autoAnswer', 'TRUE'],
    ['uuid.action', 'create'],
    ['powerType.powerOff', 'hard'],
    // The log tells what no command does; a guest that fills it must not fill the disk.
    ['logging', 'TRUE'],
    ['log.rotateSize', String(MEBIBYTE)],
    ['log.keepOld', '1'],
  ]);
}

/**
 * Where the discs are, channel and unit: IDE, since Debian's kernel for virtual machines has no driver for
 * AHCI. Four are as many as there can be. The third disk need not be there, so it is the second of its channel:
 * no such unit may be alone.
 */
const IDE_PLACES = ['ide0:0', 'ide0:1', 'ide1:1'] as const;
const BOOT_PLACE = 'ide1:0';

/** Ways between guest and host that VMware's tools have. */
const ISOLATED = [
  'copy',
  'paste',
  'dnd',
  'hgfs',
  'hgfsServerSet',
  'diskShrink',
  'diskWiper',
  'autoInstall',
  'guestDnDVersionSet',
  'vixMessage',
  'setGUIOptions',
] as const;
