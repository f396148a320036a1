import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { vmslot } from '@vmslot/proto/agent';
import type { FileDelivery } from '../app/index.ts';
import { isErrorWithCode } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { invalid } from '../field/check-field.ts';
import type { TaskDirectory } from './task-directory.ts';
import { MAX_DELIVERED_BYTES } from './task-limits.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { writeForUser } from '../work/write-for-user.ts';

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
 * A file for a task's work directory, to be put there whole at once and on the disk, in the place of one of
 * the same name. It is made in the agent's own directory, where the app cannot get in its way. `prepare`
 * throws {AgentError} resource_exhausted without room, `show` failed_precondition where a directory has
 * the name; then the file may be shown later.
 */
export function fileDelivery(
  directory: TaskDirectory,
  user: GuestUser,
  { name, content }: Delivery,
): FileDelivery {
  // Another life of the agent knows it by its name.
  const temporary = join(directory.state, `delivered.${name}`);
  return {
    prepare: async () => {
      try {
        await writeUnfinished(temporary, content, user);
      } catch (error) {
        await rm(temporary, { force: true });
        if (!isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) throw error;
        const message = `file "${name}": the disk of the guest is full`;
        throw new AgentError('resource_exhausted', message, { cause: error });
      }
    },
    show: async () => {
      try {
        await rename(temporary, join(directory.work, name));
      } catch (error) {
        if (isErrorWithCode(error, 'ENOENT')) return;
        if (isErrorWithCode(error, 'EISDIR', 'ENOTEMPTY', 'EEXIST')) {
          const message = `name: a directory "${name}" is in the work directory`;
          throw new AgentError('failed_precondition', message, { cause: error });
        }
        throw error;
      }
    },
    discard: async () => await rm(temporary, { force: true }),
  };
}

/** Under a name of its own until it is whole. */
async function writeUnfinished(path: string, content: Uint8Array, user: GuestUser): Promise<void> {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await writeForUser(unfinished, content, user);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
