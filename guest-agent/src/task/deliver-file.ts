import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { vmslot } from '@vmslot/proto/agent';
import { isErrorWithCode } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { invalid } from './check-field.ts';
import type { TaskDirectory } from './task-directory.ts';
import { MAX_DELIVERED_BYTES } from './task-limits.ts';
import { canChangeUser, type TaskUser } from './user-directory.ts';

/** A file on its way into a work directory, checked. */
export interface Delivery {
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * Checks a request to deliver a file.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function parseDelivery(request: vmslot.agent.v1.DeliverRequest.$Properties): Delivery {
  const { name = '', content = new Uint8Array() } = request;
  if (!/^[A-Za-z0-9._-]{1,128}$/.test(name) || name === '.' || name === '..') {
    throw invalid('name', '1 to 128 of A-Z a-z 0-9 . _ -, and not "." or ".."');
  }
  if (content.length > MAX_DELIVERED_BYTES) {
    throw invalid('content', `at most ${MAX_DELIVERED_BYTES} bytes`);
  }
  return { name, content };
}

/**
 * Puts a file into a task's work directory, whole at once and on the disk, in the place of one of the
 * same name. It is made in the agent's own directory, where the app cannot get in its way.
 *
 * @throws {AgentError} failed_precondition where a directory has the name, resource_exhausted without
 *   room
 */
export async function deliverFile(
  directory: TaskDirectory,
  user: TaskUser,
  { name, content }: Delivery,
): Promise<void> {
  const temporary = join(directory.state, `delivered.${randomUUID()}`);
  try {
    {
      await using file = await open(temporary, 'wx', 0o600);
      await file.writeFile(content);
      await file.chmod(0o644);
      if (canChangeUser()) await file.chown(user.uid, user.gid);
      await file.sync();
    }
    await rename(temporary, join(directory.work, name));
  } catch (error) {
    await rm(temporary, { force: true });
    if (isErrorWithCode(error, 'EISDIR', 'ENOTEMPTY', 'EEXIST')) {
      const message = `name: a directory "${name}" is in the work directory`;
      throw new AgentError('failed_precondition', message, { cause: error });
    }
    if (isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) {
      const message = `file "${name}": the disk of the guest is full`;
      throw new AgentError('resource_exhausted', message, { cause: error });
    }
    throw error;
  }
}
