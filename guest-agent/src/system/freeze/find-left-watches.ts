import { readdirSync, statSync } from 'node:fs';
import { readProcIfPresent } from '../read-proc.ts';
import { MAX_FREEZE_COUNT, MAX_SCANNED_PROCESS_COUNT } from '../system-limits.ts';
import { FREEZE_WATCH_NAME } from './freeze-watch.ts';

/** A watchdog that an agent which is gone has started. */
export interface LeftWatch {
  readonly pid: number;
  /** In the order in which they are frozen. */
  readonly mountPoints: readonly string[];
}

/**
 * Finds watchdogs of earlier agents by their command lines. Only processes of the agent's own user
 * count: an app cannot pass itself off as one.
 */
export function findLeftWatches(): LeftWatch[] {
  const found: LeftWatch[] = [];
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (const name of names.slice(0, MAX_SCANNED_PROCESS_COUNT)) {
    const watch = parseCommandLine(readProcIfPresent(`/proc/${name}/cmdline`));
    if (watch === undefined || !isOurs(`/proc/${name}`)) continue;
    found.push({ pid: Number(name), mountPoints: watch });
  }
  return found;
}

/** Mount points of a watchdog, from its `cmdline`; undefined for another program. */
export function parseCommandLine(text: string): string[] | undefined {
  const [shell, flag, , name, , , ...mountPoints] = text.split('\0');
  if (shell?.endsWith('/dash') !== true || flag !== '-c' || name !== FREEZE_WATCH_NAME) {
    return undefined;
  }
  return mountPoints.filter((path) => path.startsWith('/')).slice(0, MAX_FREEZE_COUNT);
}

function isOurs(path: string): boolean {
  try {
    return statSync(path).uid === process.geteuid?.();
  } catch {
    return false;
  }
}
