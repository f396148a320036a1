import { execFile } from 'node:child_process';
import { createHash, timingSafeEqual } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { isErrorWithCode } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';

/** A larger bundle is refused. */
export const MAX_BUNDLE_BYTES = 16 * 1024 * 1024;
/** How long a bundle may take to say its version; an emulated guest needs seconds. */
export const BUNDLE_CHECK_TIMEOUT_MS = 60_000;

/** Option with which a bundle says its version and ends. */
export const CHECK_OPTION = '--check';

const run = promisify(execFile);

/** What {@link checkBundle} works on. */
export interface CheckBundleOptions {
  /** Absolute; empty: the bundle that runs. */
  readonly bundlePath: string;
  /** Of another bundle. */
  readonly sha256: Uint8Array;
  /** The bundle that runs. */
  readonly runningPath: string;
  readonly stateDirectory: string;
  readonly signal: AbortSignal;
}

/**
 * Makes sure that a bundle is the one that is meant and can be started. Another bundle is copied below
 * the state directory and checked there: so what was checked is what is started, whoever changes the
 * file meanwhile.
 *
 * @returns path of the bundle to start
 * @throws {AgentError} invalid_argument, failed_precondition for a bundle that others could have
 *   written, or that does not start
 */
export async function checkBundle(options: CheckBundleOptions): Promise<string> {
  const { bundlePath, runningPath, signal } = options;
  const path = bundlePath === '' ? runningPath : await takeBundle(options);
  try {
    const program = [...process.execArgv, path, CHECK_OPTION];
    await run(process.execPath, program, { timeout: BUNDLE_CHECK_TIMEOUT_MS, signal, cwd: '/' });
    return path;
  } catch (cause) {
    if (path !== runningPath) await rm(path, { force: true });
    throw refused(bundlePath, 'does not start, so the running agent stays', cause);
  }
}

async function takeBundle(options: CheckBundleOptions): Promise<string> {
  const { bundlePath, runningPath, sha256, stateDirectory } = options;
  if (!isAbsolute(bundlePath) || bundlePath.includes('\0')) {
    throw new AgentError('invalid_argument', 'bundle_path: must be absolute, without NUL');
  }
  if (sha256.length !== 32) {
    throw new AgentError('invalid_argument', 'sha256: needed with bundle_path, 32 bytes');
  }
  const content = await readBundle(bundlePath);
  const digest = createHash('sha256').update(content).digest();
  if (!timingSafeEqual(digest, sha256)) {
    throw refused(bundlePath, `has SHA-256 ${digest.toString('hex')}, not the one given`);
  }
  const directory = join(stateDirectory, 'bundles');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `${digest.toString('hex')}.cjs`);
  for (const name of await readdir(directory)) {
    if (name !== basename(runningPath)) await rm(join(directory, name), { force: true });
  }
  if (path === runningPath) return path;
  await writeFile(`${path}.new`, content, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return path;
}

async function readBundle(path: string): Promise<Buffer> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { mode, size, uid } = await file.stat();
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) throw refused(path, 'is no file');
    if (uid !== 0 && uid !== process.geteuid?.()) throw refused(path, 'does not belong to root');
    if ((mode & 0o022) !== 0) throw refused(path, 'can be written by others');
    if (size > MAX_BUNDLE_BYTES) throw refused(path, `has more than ${MAX_BUNDLE_BYTES} bytes`);
    const content = Buffer.alloc(size);
    const { bytesRead } = await file.read(content, 0, size, 0);
    return content.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof AgentError) throw error;
    if (isErrorWithCode(error)) throw refused(path, `cannot be read, ${error.code}`, error);
    throw error;
  }
}

function refused(path: string, why: string, cause?: unknown): AgentError {
  const name = path === '' ? 'the bundle that runs' : `bundle_path: ${path}`;
  return new AgentError('failed_precondition', `${name} ${why}`, { cause });
}
