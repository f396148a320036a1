import { FIRST_CHANNEL_DESCRIPTOR } from '../launch.ts';
import { AGENT_SOCKET_NAME } from '../machine-directory.ts';
import { MAX_STATUS_READ_BYTES, type Accelerator, type VmDefinition } from '../driver.ts';
import { ADDED_KERNEL_ARGUMENTS, DEFAULT_MACHINE_TYPE } from '../pc-machine.ts';
import { TRIAL_EXIT_PORT } from '../boot-sector.ts';

/** Inherited sockets of the machine, in the order of their file descriptors. */
export const QEMU_CHANNELS = { qmp: 0, console: 1 } as const;

/** Further inherited sockets of a machine with a network: its frames to the filter, and back. */
export const NETWORK_CHANNELS = { framesOut: 2, framesIn: 3 } as const;

/** The block node that the guest writes to, and that holds the snapshots. */
export const OVERLAY_NODE = 'overlay';

/** Identifier of the ring that holds the guest's status lines. */
export const STATUS_CHARDEV = 'status';

/** Identifier of the network card. */
export const NETWORK_CARD = 'card';

const MEBIBYTE = 1024 * 1024;

export interface MachineOptions {
  readonly accelerator: Accelerator;
  /** Whether this QEMU takes `-sandbox` (a build without seccomp does not). */
  readonly sandbox: boolean;
  /** Default {@link DEFAULT_MACHINE_TYPE}. */
  readonly machineType?: string | undefined;
}

/** Arguments of QEMU for a job's machine. It starts paused, with QMP and console on channels. */
export function machineArguments(
  definition: VmDefinition,
  overlayFile: string,
  options: Pick<MachineOptions, 'sandbox'>,
): string[] {
  const { image } = definition;
  return [
    baseArguments({
      accelerator: definition.accelerator,
      sandbox: options.sandbox,
      machineType: definition.machineType,
    }),
    ['-S'],
    ['-smp', `cpus=${definition.cpuCount}`],
    ['-m', `size=${Math.ceil(definition.memoryBytes / MEBIBYTE)}M`],
    ['-kernel', image.kernelFile, '-initrd', image.initrdFile],
    ['-append', `${image.kernelArguments} ${ADDED_KERNEL_ARGUMENTS}`.trim()],
    ['-chardev', inherited('qmp', QEMU_CHANNELS.qmp)],
    ['-mon', 'chardev=qmp,mode=control'],
    ['-chardev', inherited('console', QEMU_CHANNELS.console)],
    ['-serial', 'chardev:console'],
    diskArguments(definition, overlayFile),
    channelArguments(definition),
    (definition.extraPorts ?? []).flatMap(({ channel, name, socketPath }, index) => [
      '-chardev',
      `socket,id=extra${index},path=${socketPath},server=on,wait=off`,
      ...(channel === 'serial'
        ? ['-serial', `chardev:extra${index}`]
        : ['-device', `virtserialport,bus=serial.0,chardev=extra${index},name=${name}`]),
    ]),
    ['-object', 'rng-builtin,id=random', '-device', 'virtio-rng-pci,rng=random'],
    // Another identity for each start of QEMU: a kernel that knows the device draws new random numbers
    // at once where a snapshot is gone on from. Always there, so that every snapshot has it.
    ['-device', 'vmgenid,guid=auto'],
    definition.network ? networkArguments() : [],
  ].flat();
}

/** The agent's way in, and what else goes through ports of virtio-serial. */
function channelArguments(definition: VmDefinition): string[] {
  const { agentPortName, statusPortName } = definition;
  const port = (chardev: string, name: string) => [
    '-device',
    `virtserialport,bus=serial.0,chardev=${chardev},name=${name}`,
  ];
  return [
    // Relative to the working directory: a path of a socket has at most 107 bytes (unix(7)).
    ['-chardev', `socket,id=agent,path=${AGENT_SOCKET_NAME},server=on,wait=off`],
    ['-device', 'virtio-serial-pci,id=serial'],
    definition.agentChannel === 'serial'
      ? // The second of the machine's serial ports, after the console's.
        ['-serial', 'chardev:agent']
      : port('agent', agentPortName),
    statusPortName === undefined
      ? []
      : [
          // Keeps the newest bytes, whether anybody reads them or not.
          '-chardev',
          `ringbuf,id=${STATUS_CHARDEV},size=${MAX_STATUS_READ_BYTES}`,
          ...port(STATUS_CHARDEV, statusPortName),
        ],
  ].flat();
}

/**
 * Arguments for a network in user mode. Each frame that the guest sends leaves QEMU on one channel and
 * comes back on another, or not at all: see frame-filter.ts. `rx` is what the network receives.
 */
export function networkArguments(): string[] {
  return [
    ['-netdev', 'user,id=network,ipv6=off'],
    ['-device', `virtio-net-pci,id=${NETWORK_CARD},netdev=network,romfile=`],
    ['-chardev', inherited('frames-out', NETWORK_CHANNELS.framesOut)],
    ['-chardev', inherited('frames-in', NETWORK_CHANNELS.framesIn)],
    [
      '-object',
      'filter-redirector,id=gate,netdev=network,queue=rx,outdev=frames-out,indev=frames-in',
    ],
  ].flat();
}

/** Arguments of QEMU for the trial guest, whose boot sector is in `diskFile`. */
export function trialArguments(diskFile: string, options: MachineOptions): string[] {
  return [
    baseArguments(options),
    ['-m', 'size=32M'],
    blockdev({ driver: 'file', 'node-name': 'trial', filename: diskFile, 'read-only': true }),
    ['-device', 'floppy,drive=trial'],
    ['-device', `isa-debug-exit,iobase=0x${TRIAL_EXIT_PORT.toString(16)},iosize=1`],
  ].flat();
}

/** What trial and machine have in common, so that the trial tells something about the machine. */
function baseArguments({
  accelerator,
  sandbox,
  machineType = DEFAULT_MACHINE_TYPE,
}: MachineOptions): string[] {
  return [
    // Nothing but what is named here: no default devices, no configuration files of the host.
    ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    sandbox ? ['-sandbox', SANDBOX] : [],
    [
      '-machine',
      `${machineType},hpet=off,vmport=off`,
      '-accel',
      accelerator === 'tcg' ? EMULATOR : accelerator,
    ],
    ['-cpu', accelerator === 'tcg' ? EMULATED_CPU : 'host'],
  ].flat();
}

/**
 * QEMU keeps what it has translated in a buffer of up to 1 GiB by default, which nobody has counted
 * among the memory of the job. A guest started as fast with this one, in MiB; when it is full, QEMU
 * begins anew.
 */
const EMULATOR = 'tcg,tb-size=128';

/**
 * Everything that QEMU emulates but the hints that copying byte by byte is fast: a guest that believes
 * them copies so, also in its kernel, and QEMU obeys byte by byte. Without them a guest was ready
 * sooner and moved files about a fifth faster in the same run.
 */
const EMULATED_CPU = 'max,erms=off,fsrm=off';

const SANDBOX = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny';

function diskArguments(definition: VmDefinition, overlayFile: string): string[] {
  const { image, seedFile } = definition;
  return [
    blockdev({
      driver: image.diskFormat,
      'node-name': 'image',
      'read-only': true,
      file: { driver: 'file', filename: image.diskFile },
      // An image stands for itself: it may not name a further file of the host as its backing.
      ...(image.diskFormat === 'qcow2' ? { backing: null } : {}),
    }),
    blockdev({
      driver: 'qcow2',
      'node-name': OVERLAY_NODE,
      // Blocks that the guest frees or fills with zeros give their room back to the host.
      discard: 'unmap',
      'detect-zeroes': 'unmap',
      // Writeback with flushes: what the guest has synced survives a crash of the host.
      cache: { direct: false, 'no-flush': false },
      file: { driver: 'file', filename: overlayFile, discard: 'unmap' },
      backing: 'image',
    }),
    // Room that runs out on the host stops the machine with an event, instead of errors in the guest.
    ['-device', `virtio-blk-pci,drive=${OVERLAY_NODE},werror=enospc,rerror=report`],
    blockdev({
      driver: 'raw',
      'node-name': 'seed',
      'read-only': true,
      file: { driver: 'file', filename: seedFile },
    }),
    ['-device', 'virtio-blk-pci,drive=seed'],
  ].flat();
}

function inherited(id: string, channel: number): string {
  return `socket,id=${id},fd=${FIRST_CHANNEL_DESCRIPTOR + channel}`;
}

/** As JSON, in which a path may hold any character; QEMU's other notation splits at commas. */
function blockdev(node: Readonly<Record<string, unknown>>): string[] {
  return ['-blockdev', JSON.stringify(node)];
}
