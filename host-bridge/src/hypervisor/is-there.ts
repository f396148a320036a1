import { access } from 'node:fs/promises';

/** True where something has this path and may be reached by this user. */
export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
