import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BOINC_FILES, BoincFormatError, parseTrickleUp, type TrickleUp } from '@vmslot/proto/boinc';
import type { AppSession } from '../app/index.ts';
import { isErrorWithCode } from '../cgroup/index.ts';
import { openBelow } from '../work/open-below.ts';
import { attempt } from './attempt.ts';
import type { CoreClientStateFile } from './core-client-state.ts';
import type { SlotDirectory } from './slot-directory.ts';

/** More than any trickle may have, with its variety. */
const MOST_BYTES = 64 * 1024;

/** What {@link takeTrickle} works on. */
export interface SlotTricklesOptions {
  readonly session: Pick<AppSession, 'sendTrickle'>;
  readonly step: number;
  readonly slot: SlotDirectory;
  /** Closed to programs, in the same file system. */
  readonly stateDirectory: string;
  readonly state: CoreClientStateFile;
}

/**
 * Makes an event of the `trickle_up.xml` of a slot, once, whenever the agent dies: it is moved away under
 * its number first, and the number is part of its id. One that is no trickle is deleted.
 *
 * @returns false where there was no room for it; call again then
 */
export async function takeTrickle(options: SlotTricklesOptions): Promise<boolean> {
  const { session, slot, state, stateDirectory, step } = options;
  const number = state.state.trickleCount + 1;
  const name = `trickle.${number}`;
  const path = join(stateDirectory, name);
  let content = await readFileBelow(stateDirectory, name);
  if (content === undefined) {
    if (!(await slot.take(BOINC_FILES.trickleUp, path))) return true;
    content = await readFileBelow(stateDirectory, name);
  }
  const trickle = content === undefined ? undefined : parse(content);
  if (trickle !== undefined) {
    const request = {
      trickleId: `core-client.${step}.${number}`,
      variety: trickle.variety,
      text: Buffer.from(trickle.text),
    };
    if ((await attempt(() => session.sendTrickle(request))) === 'later') return false;
  }
  state.update({ trickleCount: number });
  try {
    await rm(path, { force: true });
  } catch (error) {
    // A directory that took the file's place between two calls: it goes with the step.
    if (!isErrorWithCode(error)) throw error;
  }
  return true;
}

/** Undefined where there is no regular file; longer ones are read so far that they are seen to be too long. */
async function readFileBelow(directory: string, name: string): Promise<Buffer | undefined> {
  await using file = await openBelow(directory, name);
  if (file === undefined) return undefined;
  const buffer = Buffer.alloc(MOST_BYTES);
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function parse(content: Buffer): TrickleUp | undefined {
  try {
    return parseTrickleUp(content.toString('utf8'));
  } catch (error) {
    if (error instanceof BoincFormatError) return undefined;
    throw error;
  }
}
