import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AgentError } from '../errors.ts';

export interface FindVirtioPortOptions {
  /** Where the kernel lists ports; Documentation/ABI/testing/sysfs-class-virtio-ports. */
  readonly classDirectory?: string;
  readonly deviceDirectory?: string;
}

/**
 * Device file of the virtio-serial port of this name. Reads sysfs, as there may be no udev.
 * @throws AgentError `not_found` naming the ports that there are
 */
export async function findVirtioPort(
  portName: string,
  options: FindVirtioPortOptions = {},
): Promise<string> {
  const { classDirectory = '/sys/class/virtio-ports', deviceDirectory = '/dev' } = options;
  const seen: string[] = [];
  for (const device of await listOrNothing(classDirectory)) {
    const name = (await readFile(join(classDirectory, device, 'name'), 'utf8')).trim();
    if (name === portName) return join(deviceDirectory, device);
    seen.push(name);
  }
  const others = seen.length > 0 ? `there are: ${seen.join(', ')}` : 'there are none';
  throw new AgentError('not_found', `no virtio-serial port is named ${portName}; ${others}`);
}

async function listOrNothing(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
