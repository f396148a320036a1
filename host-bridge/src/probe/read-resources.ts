import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, machine, release, totalmem, type } from 'node:os';
import { oneLine } from '../report/one-line.ts';
import { lookAtAccelerators } from './accelerator-files.ts';
import { readCpuFacts } from './cpu-facts.ts';
import type { DiskReport, ResourceReport } from './probe-report.ts';

/** What jobs contend for here, and what could not be read of it. */
export interface ResourcesRead {
  readonly resources: ResourceReport;
  readonly problems: readonly string[];
}

/**
 * Reads the host's resources: files and system calls, nothing is run.
 * @param directory whose file system is asked for its room
 */
export async function readResources(directory: string): Promise<ResourcesRead> {
  const processors = cpus();
  const { vendor, features } = await readCpuFacts();
  const disk = await readDisk(directory);
  const libcVersion = readLibcVersion();
  const resources: ResourceReport = {
    operatingSystem: type(),
    operatingSystemVersion: release(),
    architecture: machine(),
    ...(libcVersion !== undefined && { libcVersion }),
    cpuModel: oneLine(processors[0]?.model ?? '') || 'unknown',
    ...(vendor !== undefined && { cpuVendor: vendor }),
    logicalCpuCount: Math.max(1, processors.length),
    availableCpuCount: availableParallelism(),
    ...(features !== undefined && { cpuFeatures: features }),
    memoryTotalBytes: totalmem(),
    memoryAvailableBytes: freemem(),
    ...(typeof disk !== 'string' && { disk }),
    accelerators: await lookAtAccelerators(),
  };
  return { resources, problems: typeof disk === 'string' ? [disk] : [] };
}

/** The room, or why it is not known. */
async function readDisk(directory: string): Promise<DiskReport | string> {
  try {
    const { bsize, blocks, bavail } = await statfs(directory);
    return { directory, totalBytes: bsize * blocks, freeBytes: bsize * bavail };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const why = code === 'ENOENT' ? 'is not there' : `cannot be asked for its room (${code})`;
    return oneLine(`the directory ${directory} ${why}`);
  }
}

/** Version of GNU's C library that this process runs with. */
function readLibcVersion(): string | undefined {
  // Of Node 20.13 and later; types of others do not know it.
  const report: typeof process.report & { excludeNetwork?: boolean } = process.report;
  const before = report.excludeNetwork;
  // Looking up the names of all open connections could take long.
  report.excludeNetwork = true;
  try {
    const { header } = report.getReport() as { header?: { glibcVersionRuntime?: unknown } };
    const version = header?.glibcVersionRuntime;
    return typeof version === 'string' && /^\d+\.\d+$/.test(version) ? version : undefined;
  } finally {
    report.excludeNetwork = before ?? false;
  }
}
