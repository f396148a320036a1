import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { MAX_STDERR_BYTES } from '../launch.ts';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';

/** Longer than the making of a domain takes. */
const LOG_MIN_AGE_MS = 120_000;

/*
 * Where libvirt's session daemon keeps its files: GLib's user directories, with `libvirt` below
 * (libvirt, src/util/virutil.c). A daemon that somebody else in the session has started has the same.
 */

/**
 * Process of a domain's QEMU, or undefined where there is none.
 *
 * @param name of the domain
 */
export async function readDomainProcess(name: string): Promise<ProcessIdentity | undefined> {
  try {
    const file = join(runtimeDirectory(), 'libvirt', 'qemu', 'run', `${name}.pid`);
    const pid = Number(await readFile(file, 'latin1'));
    if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
    const identity = await processIdentity(pid);
    // A file that was left behind: the number is another process's by now.
    const words = await readFile(`/proc/${pid}/cmdline`, 'latin1');
    return words.includes(`guest=${name}`) ? identity : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The end of a domain's log: what QEMU has written to standard error, and libvirt beside it. */
export async function readDomainLog(name: string): Promise<Buffer> {
  try {
    const file = await open(logFile(name), 'r');
    try {
      const start = Math.max(0, (await file.stat()).size - MAX_STDERR_BYTES);
      const { buffer, bytesRead } = await file.read({
        buffer: Buffer.alloc(MAX_STDERR_BYTES),
        position: start,
      });
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0);
    throw error;
  }
}

/** Deletes it; safe to repeat. */
export async function removeDomainLog(name: string): Promise<void> {
  await rm(logFile(name), { force: true });
}

/**
 * Deletes the logs of domains of ours that are gone, and whose owner was killed before it could.
 *
 * @param nowMs the host's clock, milliseconds since 1970
 */
export async function removeOldLogs(nowMs: number = Date.now()): Promise<void> {
  let names: string[];
  try {
    names = await readdir(logDirectory());
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  for (const file of names) {
    const name = /^(vmslot-[0-9a-f]{16})\.log$/.exec(file)?.[1];
    if (name === undefined || (await readDomainProcess(name)) !== undefined) continue;
    try {
      const { mtimeMs } = await stat(logFile(name));
      // A younger one may be of a domain that is just being made.
      if (mtimeMs < nowMs - LOG_MIN_AGE_MS) await removeDomainLog(name);
    } catch (error) {
      // Somebody else was faster.
      if (!isMissing(error)) throw error;
    }
  }
}

function logFile(name: string): string {
  return join(logDirectory(), `${name}.log`);
}

function logDirectory(): string {
  return join(cacheDirectory(), 'libvirt', 'qemu', 'log');
}

function runtimeDirectory(): string {
  return process.env['XDG_RUNTIME_DIR'] || cacheDirectory();
}

function cacheDirectory(): string {
  const path = process.env['XDG_CACHE_HOME'] ?? '';
  return isAbsolute(path) ? path : join(homedir(), '.cache');
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}
