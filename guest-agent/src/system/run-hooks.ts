import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOOK_TIMEOUT_MS, MAX_HOOK_COUNT } from './system-limits.ts';
import { runProgram } from './run-program.ts';

/** Where an image keeps programs that are to run after a restore. */
export const RESUME_HOOK_DIRECTORY = '/etc/vmslot/resume.d';

/** Names that count; others (`README`, an editor's copy) are passed over. */
const HOOK_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Runs the programs of a directory one after the other, by name, as the agent's user. Only files count
 * that belong to that user and that nobody else can write to, in a directory of which the same is true:
 * an app must not have the agent run what it likes.
 *
 * @returns those that failed, each with its reason in one line; they hold up nothing
 */
export async function runHooks(directory: string, signal: AbortSignal): Promise<string[]> {
  const failed: string[] = [];
  for (const name of listHooks(directory)) {
    const path = join(directory, name);
    try {
      if (!isOurs(path)) throw new Error('not run: others can change it');
      await runProgram(path, [], { signal, timeoutMs: HOOK_TIMEOUT_MS });
    } catch (error) {
      signal.throwIfAborted();
      failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failed;
}

function listHooks(directory: string): string[] {
  try {
    if (!isOurs(directory)) return [];
    const names = readdirSync(directory).filter((name) => HOOK_NAME.test(name));
    return names.toSorted().slice(0, MAX_HOOK_COUNT);
  } catch {
    return [];
  }
}

/** No link, owned by the agent's user, and not to be written by group or others. */
function isOurs(path: string): boolean {
  const { mode, uid } = lstatSync(path);
  const isLink = (mode & 0o170_000) === 0o120_000;
  return !isLink && uid === process.geteuid?.() && (mode & 0o022) === 0;
}
