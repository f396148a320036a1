/** A user of every Linux system who may do nothing: nobody. Libvirt wants one with a name. */
export const ORDINARY_USER = 65_534;

/** Makes this process an ordinary user's for good, where it is root's. */
export function dropRoot(): void {
  if (process.getuid?.() !== 0) return;
  process.setgroups?.([]);
  process.setgid?.(ORDINARY_USER);
  process.setuid?.(ORDINARY_USER);
}
