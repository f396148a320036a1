import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { AgentError } from '../errors.ts';

/** A user of the guest. */
export interface GuestUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Home directory, which need not be there; may be empty. */
  readonly home: string;
}

/** Reads the user `name` out of the text of passwd(5); undefined where it is not there. */
export function parsePasswordFile(text: string, name: string): GuestUser | undefined {
  for (const line of text.split('\n')) {
    const [user, , uid, gid, , home = ''] = line.split(':');
    if (user === name && /^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? '')) {
      return { name, uid: Number(uid), gid: Number(gid), home };
    }
  }
  return undefined;
}

/** Who the agent itself is. */
export function agentUser(): GuestUser {
  const { username, uid, gid, homedir } = userInfo();
  return { name: username, uid, gid, home: homedir };
}

/** True where the agent can give a program another user than its own. */
export function canChangeUser(): boolean {
  return process.geteuid?.() === 0;
}

/**
 * The user that a program runs as. An agent that is not root, as in development, can only run programs
 * as itself, so there an empty name means the agent's own user.
 *
 * @param name empty: defaultName
 * @param field name of the field that says it, for the message
 * @throws {AgentError} invalid_argument for an unknown user, failed_precondition where this agent
 *   cannot become it
 */
export async function findUser(
  name: string,
  defaultName: string,
  passwordFile: string,
  field = 'user',
): Promise<GuestUser> {
  if (!canChangeUser()) {
    const own = agentUser();
    if (name === '' || name === own.name) return own;
    throw new AgentError(
      'failed_precondition',
      `${field} ${name}: the agent runs as ${own.name} and not as root, so it cannot start programs as another user`,
    );
  }
  const wanted = name || defaultName;
  const user = parsePasswordFile(await readFile(passwordFile, 'utf8'), wanted);
  if (user !== undefined) return user;
  throw name === ''
    ? new AgentError('failed_precondition', `user ${wanted}: missing in this image, add it to it`)
    : new AgentError('invalid_argument', `${field}: no user "${wanted}" in ${passwordFile}`);
}
