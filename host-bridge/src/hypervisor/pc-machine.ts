import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { VmDefinition } from './driver.ts';
import { HypervisorError } from './errors.ts';

/** QEMU's name for the newest PC of the older kind that it has. */
export const DEFAULT_MACHINE_TYPE = 'pc';

/** Most virtual CPUs: what QEMU's machine `pc` has. */
export const MAX_CPU_COUNT = 255;

/**
 * What drivers of QEMU add to the kernel's command line: the console that {@link Vm.consoleTail} shows, a
 * reset at once after a panic, which ends the machine, and no test of the timer interrupt: it counts
 * ticks in a busy loop, and panics on a host that is merely busy.
 */
export const ADDED_KERNEL_ARGUMENTS = 'console=ttyS0 panic=-1 no_timer_check';

/** All PCs of the older kind: with another one the devices would lie elsewhere. */
const MACHINE_TYPE = /^pc(?:-i440fx-[A-Za-z0-9._-]{1,32})?$/;

/**
 * Looks whether a definition is one of a machine `pc` of QEMU, whose image can be read.
 *
 * @throws HypervisorError `hypervisor_failed`, `image_unusable`, or `unsupported` where the image's devices do
 *   not have what is asked for
 */
export async function checkPcDefinition(definition: VmDefinition): Promise<void> {
  const { image, slotDirectory, seedFile } = definition;
  const files = [image.diskFile, image.kernelFile, image.initrdFile];
  for (const path of [slotDirectory, seedFile, ...files]) {
    if (!isAbsolute(path)) throw wrong(`the path ${path} is not absolute`);
  }
  checkNumber('cpuCount', definition.cpuCount, 1, MAX_CPU_COUNT);
  checkNumber('memoryBytes', definition.memoryBytes, 1, Number.MAX_SAFE_INTEGER);
  checkNumber('diskLimitBytes', definition.diskLimitBytes, 0, Number.MAX_SAFE_INTEGER);
  for (const name of ['agentPortName', 'statusPortName'] as const) {
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(definition[name] ?? 'none')) {
      throw wrong(`${name} is not 1 to 64 of [A-Za-z0-9._-]`);
    }
  }
  if (image.devices === 'pc' && hasVirtioPort(definition)) {
    const what = 'a port of virtio-serial; its image has drivers for a plain PC only';
    throw new HypervisorError('unsupported', `the machine cannot have ${what}`);
  }
  const { machineType = DEFAULT_MACHINE_TYPE } = definition;
  if (!MACHINE_TYPE.test(machineType)) throw wrong('machineType is none of the PC family');
  if (image.architecture !== 'x86_64') {
    throw unusable(image.directory, `is for ${image.architecture}, this driver runs x86_64`);
  }
  for (const file of files) {
    try {
      await access(file, constants.R_OK);
    } catch (error) {
      throw unusable(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
    }
  }
}

function hasVirtioPort({ agentChannel, extraPorts = [], statusPortName }: VmDefinition): boolean {
  const channels = [agentChannel, ...extraPorts.map(({ channel }) => channel)];
  return statusPortName !== undefined || channels.some((channel) => channel !== 'serial');
}

function checkNumber(name: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw wrong(`${name} is ${value}, not a whole number from ${min} to ${max}`);
  }
}

function wrong(what: string): HypervisorError {
  return new HypervisorError('hypervisor_failed', `the machine cannot be made: ${what}`);
}

function unusable(path: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('image_unusable', `image file ${path} ${what}; build it again`, {
    cause,
  });
}
