import { readFile } from 'node:fs/promises';
import { AgentError } from '../errors.ts';

/** Reads the number of the group `name` out of the text of group(5); undefined where it is not there. */
export function parseGroupFile(text: string, name: string): number | undefined {
  for (const line of text.split('\n')) {
    const [group, , gid = ''] = line.split(':');
    if (group === name && /^\d+$/.test(gid)) return Number(gid);
  }
  return undefined;
}

/**
 * Numbers of some groups.
 *
 * @param field name of the list, for messages
 * @throws {AgentError} invalid_argument for an unknown group
 */
export async function findGroups(
  field: string,
  names: readonly string[],
  groupFile: string,
): Promise<number[]> {
  if (names.length === 0) return [];
  const text = await readFile(groupFile, 'utf8');
  return names.map((name, index) => {
    const gid = parseGroupFile(text, name);
    if (gid !== undefined) return gid;
    const message = `${field}[${index}]: no group "${name}" in ${groupFile}`;
    throw new AgentError('invalid_argument', message);
  });
}
