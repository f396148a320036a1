import process from 'node:process';

/**
 * A command line that sees other owners' files as root does: unchanged for root; for others inside a
 * user namespace with the user's subordinate ids (unshare(1), subuid(5)).
 */
export function inOwnNamespace(
  command: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  if (process.getuid?.() === 0) return command;
  return ['unshare', '--user', '--map-root-user', '--map-auto', '--', ...command];
}
