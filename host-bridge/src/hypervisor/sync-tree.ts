import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Brings all files below a directory to the disk, with their names. Sockets and links have nothing to bring.
 *
 * @throws Error of the file system, also where its room ends only now
 */
export async function syncTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await sync(path);
  }
  await sync(directory);
}

async function sync(path: string): Promise<void> {
  let handle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    // A file that is gone by now, such as a hypervisor's own lock, is nobody's loss.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
