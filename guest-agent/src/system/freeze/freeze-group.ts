import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { findCgroup2Mount } from '../../cgroup/index.ts';

/** Name of the watchdog's group, below the root of cgroup v2: no neighbour's limits reach it. */
const GROUP_NAME = 'vmslot-freeze';

/** Makes a group for the watchdog; empty where there are none. It stays while the watchdog is in it. */
export async function makeFreezeGroup(): Promise<string> {
  const root = await findCgroup2Mount();
  if (root === undefined) return '';
  const path = join(root, GROUP_NAME);
  try {
    mkdirSync(path, { recursive: true });
    return path;
  } catch {
    return '';
  }
}

/** Removes the group, unless somebody is still in it; then the next one takes it over. */
export function removeFreezeGroup(path: string): void {
  if (path === '') return;
  try {
    rmdirSync(path);
  } catch {
    // Its last process may not be gone yet. An empty group costs nothing.
  }
}
