import { open, rm } from 'node:fs/promises';
import { canChangeUser, type GuestUser } from '../user/user-directory.ts';

/**
 * Makes a file of a user, mode 0644, whole and on the disk when this settles. Nothing of the name may be
 * there; what a failure leaves is deleted.
 *
 * @throws the system's error
 */
export async function writeForUser(
  path: string,
  content: string | Uint8Array,
  user: Pick<GuestUser, 'uid' | 'gid'>,
): Promise<void> {
  try {
    await using file = await open(path, 'wx', 0o600);
    await file.writeFile(content);
    await file.chmod(0o644);
    if (canChangeUser()) await file.chown(user.uid, user.gid);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
