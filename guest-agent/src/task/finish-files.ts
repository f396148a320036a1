import { type FileHandle, rm } from 'node:fs/promises';
import type { vmslot } from '@vmslot/proto/agent';
import { checkFinish, MAX_FINISH_MESSAGE_BYTES, MAX_RETRY_AFTER_S } from '../app/index.ts';
import { isErrorWithCode } from '../cgroup/index.ts';
import { openBelow, openParentBelow } from '../work/open-below.ts';
import { MAX_FINISH_FILE_BYTES } from './task-limits.ts';

type AppFinish = vmslot.agent.v1.AppFinish.$Properties;

/** By which a program of BOINC says how it ends. Source: api/boinc_api.cpp, lib/app_ipc.h. */
const FINISH_FILE = 'boinc_finish_called';
const TEMPORARY_EXIT_FILE = 'boinc_temporary_exit';

/** What the core client takes where a delay is none. Source: client/app_control.cpp. */
const DEFAULT_RETRY_S = 300;

/** Where the files of a step may be. */
export interface FinishFileOptions {
  readonly workDirectory: string;
  /** Of the step, below the work directory; empty: that itself. */
  readonly cwd: string;
}

/** Deletes what an earlier program has left, which would count as said by the next one. */
export async function removeFinishFiles(options: FinishFileOptions): Promise<void> {
  for (const path of pathsOf(options)) {
    await using parent = await openParentBelow(options.workDirectory, path);
    if (parent === undefined) continue;
    try {
      await rm(parent.path, { force: true });
    } catch (error) {
      // A directory has the name: it is no such file, now or later.
      if (!isErrorWithCode(error)) throw error;
    }
  }
}

/**
 * What a program of a step has left about its end, that could not tell it by AppService.Finish; undefined
 * where it has left nothing. The file for another try comes first, as with the core client.
 *
 * @param exitCode of the program, for a file that names none
 */
export async function readFinishFiles(
  options: FinishFileOptions,
  exitCode: number,
): Promise<AppFinish | undefined> {
  for (const path of pathsOf(options)) {
    await using file = await openBelow(options.workDirectory, path);
    if (file === undefined) continue;
    const said = parse(await readStart(file));
    const finish = path.endsWith(TEMPORARY_EXIT_FILE)
      ? laterOf(said)
      : { ...said.end, exitCode: (said.number ?? exitCode) & 0xff };
    if (finish !== undefined) return checkFinish(finish);
  }
  return undefined;
}

/** The library writes to the directory that its program was started in. */
function pathsOf({ cwd }: FinishFileOptions): readonly string[] {
  const directories = new Set([cwd === '' ? '' : `${cwd}/`, '']);
  return [TEMPORARY_EXIT_FILE, FINISH_FILE].flatMap((name) =>
    [...directories].map((directory) => `${directory}${name}`),
  );
}

interface Said {
  readonly number: number | undefined;
  readonly end: Pick<AppFinish, 'message' | 'isNotice'>;
}

/** A number; a message; "notice". Both but the first may be missing. */
function parse(bytes: Buffer): Said {
  const [first = '', message = '', kind = ''] = bytes.toString('utf8').split('\n');
  const number = /^\s*[+-]?\d/.test(first) ? Number.parseFloat(first) : undefined;
  return {
    number: number !== undefined && Number.isFinite(number) ? number : undefined,
    end: { message: cutToBytes(message), isNotice: kind.trim() === 'notice' },
  };
}

/** Without a number the file says nothing. */
function laterOf({ end, number }: Said): AppFinish | undefined {
  if (number === undefined) return undefined;
  const isDelay = number >= 0 && number <= MAX_RETRY_AFTER_S;
  const retryAfterS = isDelay ? Math.max(1, Math.ceil(number)) : DEFAULT_RETRY_S;
  return { ...end, exitCode: 0, retryAfterS };
}

/** As many whole characters as fit. What is no UTF-8 takes three bytes for one. */
function cutToBytes(text: string): string {
  let sizeBytes = 0;
  let kept = '';
  for (const character of text) {
    sizeBytes += Buffer.byteLength(character);
    if (sizeBytes > MAX_FINISH_MESSAGE_BYTES) break;
    kept += character;
  }
  return kept;
}

async function readStart(file: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(MAX_FINISH_FILE_BYTES);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
  return buffer.subarray(0, bytesRead);
}
