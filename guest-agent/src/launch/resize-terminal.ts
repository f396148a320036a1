import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readProcessFile } from '../cgroup/process-table.ts';
import { DEFAULT_PATH, type TerminalSize } from './launch-options.ts';
import type { Launch } from './launch-result.ts';

/** Major numbers of Unix98 terminals, 256 of them each (kernel documentation, devices.txt). */
const FIRST_MAJOR = 136;

/**
 * Sets the size of a program's terminal, of which its foreground programs are told (SIGWINCH).
 *
 * @returns false where the program has ended, or has no terminal
 */
export async function resizeTerminal(launched: Launch, size: TerminalSize): Promise<boolean> {
  const path = launched.isRunning ? findTerminal(launched.pid) : undefined;
  if (path === undefined) return false;
  const { columns, rows } = size;
  const values = ['columns', String(columns), 'rows', String(rows)];
  const env = { PATH: DEFAULT_PATH };
  const child = spawn('stty', ['-F', path, ...values], { env, stdio: 'ignore' });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return exitCode === 0;
}

/** Path of a process's controlling terminal; undefined where it has none. */
function findTerminal(pid: number): string | undefined {
  const stat = readProcessFile(pid, 'stat') ?? '';
  // proc(5): tty_nr is the fifth field behind the name; the minor number is in bits 0 to 7 and 20 to 31.
  const device = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[4]);
  const major = (device >>> 8) & 0xfff;
  if (major < FIRST_MAJOR || major > FIRST_MAJOR + 7) return undefined;
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
  return `/dev/pts/${(major - FIRST_MAJOR) * 256 + minor}`;
}
