import { readBootId } from './boot-id.ts';
import { FollowedLaunch } from './follow-launch.ts';
import type { Launch } from './launch-result.ts';
import { readLaunchRecord, revokeLaunch } from './status-directory.ts';

/**
 * Takes up a launch of an earlier life of the agent. Its end is known whether the program still runs or
 * ended meanwhile; only where the machine itself was reset before the end, it is lost.
 *
 * @returns undefined where nothing was started: then nothing of it will ever run
 */
export async function adopt(statusDirectory: string): Promise<Launch | undefined> {
  const record = readLaunchRecord(statusDirectory);
  if (record === undefined || revokeLaunch(statusDirectory)) return undefined;
  // After a reset the processes are gone, whoever has their numbers now.
  const isGone = record.bootId !== readBootId();
  const lostBecause = isGone ? 'the machine was started anew while the program ran' : undefined;
  const launched = new FollowedLaunch(statusDirectory, 'orphan', lostBecause);
  await launched.identified;
  return launched;
}
