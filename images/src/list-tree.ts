import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Paths of everything below a directory, relative to it, sorted, parents before what is in them. Links
 * are listed and never followed: those in an installed Debian are absolute and lead out of the tree into
 * the building machine (`readdir` with `recursive` alone follows them).
 */
export async function listTree(directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  const open = [''];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    for (const entry of await readdir(path.join(directory, current), { withFileTypes: true })) {
      const relative = path.join(current, entry.name);
      found.push(relative);
      if (entry.isDirectory()) open.push(relative);
    }
  }
  return found.sort();
}
