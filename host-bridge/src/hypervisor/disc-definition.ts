import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { VmDefinition } from './driver.ts';
import { HypervisorError } from './errors.ts';

/** What a driver can do with a machine that boots from a disc. */
export interface DiscMachineLimits {
  /** Name of the driver, for messages. */
  readonly driver: string;
  readonly maxCpuCount: number;
}

/** Files of an image with which such a machine boots. */
export interface DiscImage {
  readonly diskFile: string;
  readonly diskBytes: number;
  readonly bootFile: string;
}

/**
 * Checks what the drivers have in common whose machines boot from a disc, have the agent on a serial port and
 * no network.
 *
 * @throws HypervisorError `unsupported`, `image_unusable`, or `hypervisor_failed` for a definition that
 *   nobody could fulfil
 */
export async function checkDiscDefinition(
  definition: VmDefinition,
  { driver, maxCpuCount }: DiscMachineLimits,
): Promise<DiscImage> {
  const { image, slotDirectory, seedFile } = definition;
  if (definition.network) throw unsupported(driver, 'gives its machines no network');
  if (definition.agentChannel !== 'serial') {
    throw unsupported(driver, 'reaches the agent by a serial port only');
  }
  if ((definition.extraPorts ?? []).length > 0) throw unsupported(driver, 'has no further ports');
  for (const path of [slotDirectory, seedFile, image.diskFile]) {
    if (!isAbsolute(path)) throw wrong(`the path ${path} is not absolute`);
  }
  if (definition.accelerator !== 'vendor') throw wrong('its accelerator is not "vendor"');
  checkNumber('cpuCount', definition.cpuCount, 1, maxCpuCount);
  checkNumber('memoryBytes', definition.memoryBytes, 4 * 1024 * 1024, Number.MAX_SAFE_INTEGER);
  checkNumber('diskLimitBytes', definition.diskLimitBytes, 0, Number.MAX_SAFE_INTEGER);
  const { bootFile } = image;
  if (image.architecture !== 'x86_64') {
    throw unusable(image.directory, `is for ${image.architecture}, this driver runs x86_64`);
  }
  if (image.diskFormat !== 'raw') {
    throw unusable(image.directory, `has a ${image.diskFormat} disk, this driver takes a raw one`);
  }
  if (bootFile === undefined || !isAbsolute(bootFile)) {
    throw unusable(
      image.directory,
      `has no boot disc, and ${driver} boots from nothing else; take an image built with a boot disc`,
    );
  }
  for (const file of [image.diskFile, bootFile]) {
    try {
      await access(file, constants.R_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw unusable(file, `cannot be read (${code}); build it again`, error);
    }
  }
  return { diskFile: image.diskFile, diskBytes: (await stat(image.diskFile)).size, bootFile };
}

function checkNumber(name: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw wrong(`${name} is ${value}, not a whole number from ${min} to ${max}`);
  }
}

function unsupported(driver: string, what: string): HypervisorError {
  return new HypervisorError('unsupported', `the driver ${driver} ${what}`);
}

function wrong(what: string): HypervisorError {
  return new HypervisorError('hypervisor_failed', `the machine cannot be made: ${what}`);
}

function unusable(path: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('image_unusable', `the image ${path} ${what}`, { cause });
}
