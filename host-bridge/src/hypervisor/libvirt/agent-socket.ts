import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** As long as the usual name, for which the machine's directory has found that there is room. */
const NAME = /^[0-9a-f]{5}\.sock$/;

/**
 * A path for the agent's socket that no earlier domain has had. When libvirt has noticed that a QEMU has
 * gone it removes its sockets by their names, and the next machine of the slot may be there by then.
 */
export function newAgentSocket(directory: string): string {
  return join(directory, `${randomBytes(3).toString('hex').slice(0, 5)}.sock`);
}

/** Removes those of earlier lives, whose daemon was killed before it could. */
export async function removeAgentSockets(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (NAME.test(name)) await rm(join(directory, name), { force: true });
  }
}
