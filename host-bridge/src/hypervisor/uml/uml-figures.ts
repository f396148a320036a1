import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { readFamilyCpuTimeMs } from '../../process/process-family.ts';
import type { VmFigures } from '../driver.ts';

/** Most open files of the process that are looked at for the guest's memory. */
export const MAX_FIGURE_DESCRIPTORS = 1024;

/**
 * What a User-Mode Linux uses: the CPU time of its kernel and of all the guest's programs, each of which is
 * a process; the memory of the guest, which is a deleted file in `memoryDirectory`, and what the kernel's
 * process has for itself. Undefined where it has ended, or the host does not tell.
 */
export async function umlFigures(
  pid: number,
  memoryDirectory: string,
): Promise<VmFigures | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'latin1');
    const [anonymous, files] = ['RssAnon', 'RssFile'].map((name) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]),
    );
    const ownBytes = ((anonymous ?? 0) + (files ?? 0)) * 1024;
    const cpuTimeMs = readFamilyCpuTimeMs(pid);
    if (cpuTimeMs === undefined || !Number.isSafeInteger(ownBytes)) return undefined;
    return { cpuTimeMs, residentBytes: ownBytes + (await memoryFileBytes(pid, memoryDirectory)) };
  } catch {
    // Whatever the reason is, there are no figures: it has just ended, or is not ours to see.
    return undefined;
  }
}

async function memoryFileBytes(pid: number, memoryDirectory: string): Promise<number> {
  const directory = `/proc/${pid}/fd`;
  const seen = new Set<string>();
  let bytes = 0;
  for (const descriptor of (await readdir(directory)).slice(0, MAX_FIGURE_DESCRIPTORS)) {
    const path = `${directory}/${descriptor}`;
    const target = await readlink(path);
    const isMemory = target.startsWith(`${memoryDirectory}/`) && target.endsWith(' (deleted)');
    if (!isMemory || seen.has(target)) continue;
    seen.add(target);
    // `blocks` counts units of 512 bytes: those that the guest has touched.
    bytes += (await stat(path)).blocks * 512;
  }
  return bytes;
}
