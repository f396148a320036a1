import { readdirSync } from 'node:fs';
import { readProcessFile } from '../cgroup/process-table.ts';

/** Numbers of the processes that have a text in the environment they were started with; for tests. */
export function findMarked(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readProcessFile(pid, 'environ')?.includes(mark) === true);
}
