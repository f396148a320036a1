import { TRIAL_EXIT_PORT } from '../boot-sector.ts';
import type { Accelerator, VmDefinition } from '../driver.ts';
import { ADDED_KERNEL_ARGUMENTS, DEFAULT_MACHINE_TYPE } from '../pc-machine.ts';
import { inheritedSocket, QEMU_CHANNELS } from './channels.ts';
import { blockdev, diskArguments } from './disk-arguments.ts';
import { networkArguments } from './network-arguments.ts';
import { portArguments } from './port-arguments.ts';

const MEBIBYTE = 1024 * 1024;

export interface EmulatorOptions {
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
  options: Pick<EmulatorOptions, 'sandbox'>,
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
    ['-chardev', inheritedSocket('qmp', QEMU_CHANNELS.qmp)],
    ['-mon', 'chardev=qmp,mode=control'],
    ['-chardev', inheritedSocket('console', QEMU_CHANNELS.console)],
    ['-serial', 'chardev:console'],
    diskArguments(definition, overlayFile),
    portArguments(definition),
    image.devices === 'pc'
      ? []
      : ['-object', 'rng-builtin,id=random', '-device', 'virtio-rng-pci,rng=random'],
    // Another identity for each start of QEMU: a kernel that knows the device draws new random numbers
    // at once where a snapshot is gone on from. Always there, so that every snapshot has it.
    ['-device', 'vmgenid,guid=auto'],
    definition.network ? networkArguments(image.devices) : [],
  ].flat();
}

/** Arguments of QEMU for the trial guest, whose boot sector is in `diskFile`. */
export function trialArguments(diskFile: string, options: EmulatorOptions): string[] {
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
}: EmulatorOptions): string[] {
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
