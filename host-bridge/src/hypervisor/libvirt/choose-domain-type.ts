import type { Accelerator } from '../driver.ts';
import { DEFAULT_TRIAL_TIMEOUT_MS } from '../boot-sector.ts';
import { HypervisorError } from '../errors.ts';
import { findKvmObstacle } from '../kvm-obstacle.ts';
import { isDomainAccelerator } from './domain-xml.ts';
import { tryDomain } from './try-domain.ts';
import type { Virsh } from './virsh.ts';

/** All accelerators, best first; software emulation is the last resort. */
const ACCELERATORS: readonly Accelerator[] = ['kvm', 'tcg'];

export interface ChooseDomainTypeOptions {
  readonly virsh: Virsh;
  readonly accelerators?: readonly Accelerator[] | undefined;
  /** Default {@link DEFAULT_TRIAL_TIMEOUT_MS}. */
  readonly trialTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Existing directory for the trial's files. Default: the system's temporary one. */
  readonly scratchDirectory?: string | undefined;
  /** Device file of KVM. */
  readonly kvmDevice: string;
}

export interface ChosenDomainType {
  readonly accelerator: Accelerator;
  readonly rejected: readonly { readonly accelerator: Accelerator; readonly reason: string }[];
}

/**
 * The first accelerator under which libvirt runs the trial guest.
 *
 * @throws HypervisorError `accelerator_unusable` with the reasons where none does, `canceled`
 */
export async function chooseDomainType(
  options: ChooseDomainTypeOptions,
): Promise<ChosenDomainType> {
  const rejected: { accelerator: Accelerator; reason: string }[] = [];
  for (const accelerator of options.accelerators ?? ACCELERATORS) {
    const reason = await whyNot(accelerator, options);
    if (reason === undefined) return { accelerator, rejected };
    rejected.push({ accelerator, reason });
  }
  const reasons = rejected.map(({ accelerator, reason }) => `${accelerator}: ${reason}`).join('; ');
  throw new HypervisorError(
    'accelerator_unusable',
    `no allowed accelerator of libvirt runs a guest here; ` +
      `allow tcg in the job or repair one of these: ${reasons || 'none is allowed'}`,
  );
}

async function whyNot(
  accelerator: Accelerator,
  options: ChooseDomainTypeOptions,
): Promise<string | undefined> {
  if (!isDomainAccelerator(accelerator)) return `libvirt's QEMU has no ${accelerator}`;
  const obstacle = accelerator === 'kvm' ? await findKvmObstacle(options.kvmDevice) : undefined;
  return (
    obstacle ??
    (await tryDomain({
      virsh: options.virsh,
      accelerator,
      timeoutMs: options.trialTimeoutMs ?? DEFAULT_TRIAL_TIMEOUT_MS,
      signal: options.signal,
      scratchDirectory: options.scratchDirectory,
    }))
  );
}
