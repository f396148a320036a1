import { renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a small file so that it is there whole or not at all, whenever the agent dies. A loss of power
 * may take it back until `syncFile` has settled. Costs no wait for the disk.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
}

/** Waits until a file and its name are on the disk. */
export async function syncFile(path: string): Promise<void> {
  for (const each of [path, dirname(path)]) {
    await using file = await open(each, 'r');
    await file.sync();
  }
}
