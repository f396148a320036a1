import { execFile } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** How long `ps` may take, on hosts without /proc. */
export const PS_TIMEOUT_MS = 5_000;

/** What a process has used. */
export interface ProcessFigures {
  /** User and system time of all its threads, also of those that have ended. */
  readonly cpuTimeMs: number;
  readonly residentBytes: number;
}

/** Linux shows times to programs in 1/100 s whatever its own tick is: proc(5), time(7). */
const MS_PER_TICK = 10;

/** Figures of a running process, or undefined where there is none or the host does not tell. */
export async function processFigures(pid: number): Promise<ProcessFigures | undefined> {
  try {
    if (process.platform !== 'linux') return await figuresByPs(pid);
    // `status` has the resident size in KiB; `stat` has it in pages, whose size varies.
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'latin1'),
      readFile(`/proc/${pid}/status`, 'latin1'),
    ]);
    const cpuTimeMs = parseCpuTimeMs(stat);
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    if (cpuTimeMs === undefined || kibibytes === undefined) return undefined;
    return { cpuTimeMs, residentBytes: Number(kibibytes) * 1024 };
  } catch {
    // Whatever the reason is, there are no figures: the process has just ended, or is not ours to see.
    return undefined;
  }
}

/** CPU time in the text of /proc/PID/stat: fields 14 and 15, proc(5). */
export function parseCpuTimeMs(stat: string): number | undefined {
  // The second field is the command's name in parentheses and may hold anything, even spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ', 13);
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isSafeInteger(ticks) ? ticks * MS_PER_TICK : undefined;
}

/**
 * CpuTimeReader reads the CPU time of one process many times a second. It stays with the process it was
 * opened for: once that is gone it reads nothing, whoever has the number then. Owner: who opened it.
 */
export class CpuTimeReader implements Disposable {
  #descriptor: number | undefined;
  readonly #buffer = Buffer.alloc(1024);

  /** Where the host has no /proc, it reads nothing. */
  constructor(pid: number) {
    try {
      this.#descriptor = openSync(`/proc/${pid}/stat`, 'r');
    } catch {
      // Not Linux, or already gone: nothing to read in both cases.
      this.#descriptor = undefined;
    }
  }

  /** Synchronous: the kernel answers from memory, in microseconds. */
  read(): number | undefined {
    if (this.#descriptor === undefined) return undefined;
    try {
      const length = readSync(this.#descriptor, this.#buffer, 0, this.#buffer.length, 0);
      return parseCpuTimeMs(this.#buffer.toString('latin1', 0, length));
    } catch {
      // ESRCH: it is gone.
      return undefined;
    }
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

async function figuresByPs(pid: number): Promise<ProcessFigures | undefined> {
  const { stdout } = await promisify(execFile)(
    '/bin/ps',
    ['-o', 'time=', '-o', 'rss=', '-p', String(pid)],
    { timeout: PS_TIMEOUT_MS, env: { LC_ALL: 'C' } },
  );
  return parsePs(stdout);
}

/** A line of `ps -o time= -o rss=`: `[[days-]hours:]minutes:seconds[.hundredths]` and KiB. */
export function parsePs(line: string): ProcessFigures | undefined {
  const match = /^\s*(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)\s+(\d+)\s*$/.exec(line);
  if (match === null) return undefined;
  const [days, hours, minutes, seconds, kibibytes] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wholeMinutes = ((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0);
  return {
    cpuTimeMs: Math.round((wholeMinutes * 60 + (seconds ?? 0)) * 1000),
    residentBytes: (kibibytes ?? 0) * 1024,
  };
}
