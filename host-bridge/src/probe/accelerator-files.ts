import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { AcceleratorReport } from './probe-report.ts';

export interface LookAtAcceleratorsOptions {
  /** Device file of KVM. Default `/dev/kvm`. */
  readonly kvmDevice?: string | undefined;
  /** Default: that of this process. */
  readonly platform?: NodeJS.Platform | undefined;
}

/**
 * What files show of the accelerators that this platform can have, without opening or running anything.
 * Emulation (`tcg`) is none of them: it needs no hardware, and comes with the hypervisor.
 */
export async function lookAtAccelerators(
  options: LookAtAcceleratorsOptions = {},
): Promise<readonly AcceleratorReport[]> {
  const platform = options.platform ?? process.platform;
  if (platform === 'linux') return [await lookAtKvm(options.kvmDevice ?? '/dev/kvm')];
  const reason = "only a driver's trial can tell";
  if (platform === 'darwin') return [{ name: 'hvf', status: 'unknown', reason }];
  return platform === 'win32' ? [{ name: 'whpx', status: 'unknown', reason }] : [];
}

async function lookAtKvm(device: string): Promise<AcceleratorReport> {
  try {
    await access(device, constants.R_OK | constants.W_OK);
    return { name: 'kvm', status: 'available' };
  } catch (error) {
    return { name: 'kvm', ...whyNot(device, (error as NodeJS.ErrnoException).code ?? 'unknown') };
  }
}

/** What it means that the device file gave this error. */
export function whyNot(device: string, code: string): Omit<AcceleratorReport, 'name'> {
  if (code === 'ENOENT') return { status: 'missing', reason: `${device} does not exist` };
  if (code !== 'EACCES')
    return { status: 'unknown', reason: `${device} cannot be looked at (${code})` };
  return { status: 'forbidden', reason: `no permission for ${device}; add the user to its group` };
}
