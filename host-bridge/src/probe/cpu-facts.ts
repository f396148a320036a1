import { open } from 'node:fs/promises';

/** Most bytes of /proc/cpuinfo that are read: the first CPU stands at its beginning. */
export const MAX_CPUINFO_BYTES = 16 * 1024;

/**
 * Flags of a CPU that decide about virtual machines: `vmx` (Intel) and `svm` (AMD) run them, and
 * `hypervisor` says that this host is one itself. The same words as in BOINC's `p_features`.
 */
export const CPU_FEATURES_OF_INTEREST: readonly string[] = ['vmx', 'svm', 'hypervisor'];

/** What Linux tells of the first CPU. */
export interface CpuFacts {
  readonly vendor?: string;
  readonly features?: readonly string[];
}

/** Reads {@link CpuFacts}; empty where there is no such file (macOS) or nothing of it in the file (ARM). */
export async function readCpuFacts(path = '/proc/cpuinfo'): Promise<CpuFacts> {
  try {
    await using file = await open(path);
    const buffer = Buffer.alloc(MAX_CPUINFO_BYTES);
    let length = 0;
    // A file of /proc gives a page at a time.
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return parseCpuInfo(buffer.toString('utf8', 0, length));
  } catch {
    // No such file on this platform: nobody tells.
    return {};
  }
}

/** Reads the text of /proc/cpuinfo. */
export function parseCpuInfo(text: string): CpuFacts {
  const vendor = /^vendor_id\s*: (\S+)$/m.exec(text)?.[1];
  const flags = /^flags\s*: (.*)$/m.exec(text)?.[1]?.split(' ');
  return {
    ...(vendor !== undefined && { vendor }),
    ...(flags !== undefined && {
      features: CPU_FEATURES_OF_INTEREST.filter((feature) => flags.includes(feature)),
    }),
  };
}
