import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorWithCode } from '../cgroup/index.ts';
import { readBootId } from '../launch/index.ts';
import { writeDurably } from '../state/write-durably.ts';

/**
 * Counts this start of the agent.
 *
 * @param stateDirectory of the agent, which is there
 * @returns how often it was started in this life of the machine, this time too
 */
export async function countStart(stateDirectory: string): Promise<number> {
  const path = join(stateDirectory, 'starts');
  const kernelBootId = readBootId();
  const [bootId, count] = (await readText(path)).trim().split(' ');
  const startCount = bootId === kernelBootId ? (Number(count) || 0) + 1 : 1;
  await writeDurably(path, `${kernelBootId} ${startCount}\n`);
  return startCount;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return '';
    throw error;
  }
}
