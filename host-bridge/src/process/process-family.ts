import { readdirSync, readFileSync } from 'node:fs';
import { parseCpuTimeMs } from './process-figures.ts';

/** Most processes of one family that are looked at. */
export const MAX_FAMILY_PROCESSES = 4096;

/** Linux shows times to programs in 1/100 s whatever its own tick is: proc(5), time(7). */
const MS_PER_TICK = 10;

/** What /proc/PID/stat tells of one process. */
export interface ProcessStat {
  /** One letter: `R` runs, `T` is stopped, `t` is stopped by its tracer; proc(5). */
  readonly state: string;
  readonly parentPid: number;
  /** User and system time of all its threads. */
  readonly cpuTimeMs: number;
  /** The same of its children that have ended and been waited for, and of theirs. */
  readonly endedChildrenMs: number;
}

/** Undefined where there is no such process, or no /proc. Synchronous: the kernel answers from memory. */
export function readProcessStat(pid: number): ProcessStat | undefined {
  const text = readProc(`/proc/${pid}/stat`);
  return text === undefined ? undefined : parseProcessStat(text);
}

/** The text of /proc/PID/stat; undefined where it is none. */
export function parseProcessStat(text: string): ProcessStat | undefined {
  // The second field is the command's name in parentheses and may hold anything, even spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ', 15);
  const endedTicks = Number(fields[13]) + Number(fields[14]);
  const cpuTimeMs = parseCpuTimeMs(text);
  const [state = '', parentPid] = fields;
  if (cpuTimeMs === undefined || !Number.isSafeInteger(endedTicks)) return undefined;
  return {
    state,
    parentPid: Number(parentPid),
    cpuTimeMs,
    endedChildrenMs: endedTicks * MS_PER_TICK,
  };
}

/** The process that traces another; 0: nobody, or there is no such process. */
export function readTracerPid(pid: number): number {
  const status = readProc(`/proc/${pid}/status`) ?? '';
  return Number(/^TracerPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
}

/**
 * Children of a process that has one thread, at most {@link MAX_FAMILY_PROCESSES}; while it runs, some may
 * be missing.
 */
export function readChildren(pid: number): number[] {
  // A kernel may be built without this file, CONFIG_PROC_CHILDREN; proc(5).
  const list = readProc(`/proc/${pid}/task/${pid}/children`);
  const children =
    list === undefined ? childrenByParent(pid) : list.split(' ').map(Number).filter(Boolean);
  return children.slice(0, MAX_FAMILY_PROCESSES);
}

/**
 * CPU time of a process and its children, those that have ended included; undefined where it is gone. A
 * child that just ends may be missing for a moment, so the sum may waver.
 */
export function readFamilyCpuTimeMs(pid: number): number | undefined {
  const children = readChildren(pid);
  let cpuTimeMs = 0;
  for (const child of children) {
    const stat = readProcessStat(child);
    if (stat?.parentPid === pid) cpuTimeMs += stat.cpuTimeMs + stat.endedChildrenMs;
  }
  const own = readProcessStat(pid);
  return own === undefined ? undefined : cpuTimeMs + own.cpuTimeMs + own.endedChildrenMs;
}

function childrenByParent(pid: number): number[] {
  return namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => readProcessStat(other)?.parentPid === pid);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    // No /proc: then there are no children to be seen.
    return [];
  }
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // ENOENT or ESRCH: it is gone; or this host does not show it.
    return undefined;
  }
}
