import { access, constants, stat } from 'node:fs/promises';
import { isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';
import { JobError } from '../outcome.ts';

/** Name of the bridge's executable, as the build makes it. */
export const BRIDGE_EXECUTABLE = 'vmslot-x86_64-linux';

/**
 * Finds the bridge's executable: the given one; this program, where it is one; else what the build
 * has made.
 * @throws JobError `usage` where it is not there, no regular file or not executable
 */
export async function findBridge(given: string | undefined): Promise<string> {
  if (given !== undefined) return await checkBridge(given);
  if (isSea()) return process.execPath;
  // From the sources, and from the bundle beside the executable.
  const [source, bundle] = [`../../dist/${BRIDGE_EXECUTABLE}`, `./${BRIDGE_EXECUTABLE}`].map(
    (path) => fileURLToPath(new URL(path, import.meta.url)),
  );
  try {
    return await checkBridge(bundle ?? '');
  } catch {
    return await checkBridge(source ?? '');
  }
}

async function checkBridge(path: string): Promise<string> {
  try {
    if ((await stat(path)).isFile()) {
      await access(path, constants.X_OK);
      return path;
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw unusable(path, code === 'ENOENT' ? 'is not there' : `is not executable (${code})`, cause);
  }
  throw unusable(path, 'is not a file');
}

function unusable(path: string, what: string, cause?: unknown): JobError {
  const text = `the bridge's executable ${path} ${what}: make it with "npm run build", or name one with --bridge`;
  return new JobError('usage', text, { phase: 'prepare', cause });
}
