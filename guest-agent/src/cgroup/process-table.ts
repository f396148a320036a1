import { readdirSync, readFileSync } from 'node:fs';
import { isErrorWithCode } from './is-error-with-code.ts';

/** Unit of times in `/proc`: USER_HZ, 100 a second on every architecture we run on. */
const MS_PER_TICK = 10;

/** One row of the process table: fields of `/proc/<pid>/stat`, proc(5). */
export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  readonly session: number;
  /** Start time; with the pid it names a process for good, a pid alone is used again. */
  readonly startTicks: number;
  /** Own time and that of the children it has waited for. */
  readonly cpuTimeMs: number;
  readonly userTimeMs: number;
  readonly systemTimeMs: number;
  /** True where it stands, stopped by a signal or a tracer. */
  readonly stopped: boolean;
  /** False for a zombie: it has ended, only its parent has not asked yet. */
  readonly alive: boolean;
}

/** Reads a row; undefined where the text is not one. */
export function parseProcessStat(text: string): ProcessEntry | undefined {
  // The command name is the program's choice and may hold blanks and brackets: count from its end.
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const fields = text.slice(close + 2).split(' ');
  const number = (index: number) => Number(fields[index - 3]);
  const userTimeMs = (number(14) + number(16)) * MS_PER_TICK;
  const systemTimeMs = (number(15) + number(17)) * MS_PER_TICK;
  const entry: ProcessEntry = {
    pid: Number(text.slice(0, open)),
    parentPid: number(4),
    session: number(6),
    startTicks: number(22),
    cpuTimeMs: userTimeMs + systemTimeMs,
    userTimeMs,
    systemTimeMs,
    stopped: fields[0] === 'T' || fields[0] === 't',
    alive: fields[0] !== 'Z' && fields[0] !== 'X',
  };
  return Number.isFinite(entry.startTicks) ? entry : undefined;
}

/** Text of a file below `/proc/<pid>`; undefined where the process is gone or hidden from us. */
export function readProcessFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return undefined;
    throw error;
  }
}

/** The row of one process; undefined where it is gone. */
export function readProcessEntry(pid: number): ProcessEntry | undefined {
  return parseProcessStat(readProcessFile(pid, 'stat') ?? '');
}

/** All processes that can be seen. Synchronous, so that the table is as nearly of one moment as can be. */
export function readProcessTable(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = readProcessFile(Number(name), 'stat');
    const entry = text === undefined ? undefined : parseProcessStat(text);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}
