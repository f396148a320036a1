import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BOINC_FILES } from '@vmslot/proto/boinc';
import { canChangeUser, type GuestUser } from '../user/user-directory.ts';
import { SEGMENT_DRAIN_TIMEOUT_MS } from './core-client-limits.ts';
import type { SharedMemoryFile } from './shared-memory-file.ts';

/** The key that stands in `init_data.xml` where there is no segment (lib/app_ipc). */
export const NO_SEGMENT = -1;

/** Where an image has it. */
const INSTALLED = '/usr/lib/vmslot/shared-segment';

/**
 * Where the program is that has a segment for apps: beside the agent's own, else where an image has it, as
 * for an agent that was brought in to replace that of the image.
 */
export function segmentProgramBeside(agentFile: string | undefined): string {
  const beside = join(dirname(agentFile ?? ''), basename(INSTALLED));
  return existsSync(beside) ? beside : INSTALLED;
}

/** A key that nobody has: whoever has it already keeps it, and the app runs standalone. */
export function newSegmentKey(): number {
  return randomInt(1, 2 ** 31 - 1);
}

/** The words of the command that makes the segment of an app and carries its messages; without the app's process id. */
export function segmentCommand(program: string, key: number): readonly string[] {
  return [program, 'carry', String(key), BOINC_FILES.sharedMemory];
}

/** What {@link drainSegment} works on. */
export interface SegmentDrain {
  readonly program: string;
  readonly key: number;
  /** Gets what the app has left in its segment. */
  readonly memory: SharedMemoryFile;
  readonly user: Pick<GuestUser, 'uid' | 'gid'>;
}

/**
 * Takes what an app has left in its segment, and removes that; its processes have ended. As the app's user, so
 * that nobody else's segment is touched. Whatever fails: then that is lost, and the segment may stay.
 */
export async function drainSegment({ key, memory, program, user }: SegmentDrain): Promise<void> {
  const { gid, uid } = user;
  try {
    const child = spawn(program, ['drain', String(key)], {
      cwd: '/',
      env: {},
      argv0: basename(program),
      stdio: [memory.descriptor, 'ignore', 'ignore'],
      timeout: SEGMENT_DRAIN_TIMEOUT_MS,
      killSignal: 'SIGKILL',
      ...(canChangeUser() ? { uid, gid } : {}),
    });
    await once(child, 'exit');
  } catch {
    // The program is gone, or no process can be made.
  }
}
