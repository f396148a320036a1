import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { AgentError } from '../errors.ts';
import { canChangeUser, type GuestUser } from '../user/user-directory.ts';

/**
 * Makes a user the owner of a directory and all below it, links themselves and not what they point to.
 * Nothing happens where the directory is missing, or where this agent cannot change owners.
 *
 * @throws {AgentError} internal
 */
export async function giveToUser(user: GuestUser, path: string): Promise<void> {
  if (!canChangeUser() || !existsSync(path)) return;
  // chown walks by descriptors and never follows a link that is swapped in meanwhile.
  const child = spawn('chown', ['-R', '-P', '-h', '--', `${user.uid}:${user.gid}`, path], {
    stdio: 'ignore',
  });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  if (exitCode !== 0) {
    throw new AgentError('internal', `${path}: could not be given to user ${user.name}`);
  }
}
