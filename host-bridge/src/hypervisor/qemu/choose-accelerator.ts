import type { Accelerator } from '../driver.ts';
import { DEFAULT_TRIAL_TIMEOUT_MS } from '../boot-sector.ts';
import { HypervisorError } from '../errors.ts';
import { findKvmObstacle } from '../kvm-obstacle.ts';
import { runTrial } from './trial.ts';

/** All accelerators, best first; software emulation is the last resort. */
export const ACCELERATORS: readonly Accelerator[] = ['kvm', 'hvf', 'whpx', 'tcg'];

export interface ChooseAcceleratorOptions {
  readonly program: string;
  readonly accelerators?: readonly Accelerator[] | undefined;
  readonly trialTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Existing directory for the trial's files. Default: the system's temporary one. */
  readonly scratchDirectory?: string | undefined;
  /** Device file of KVM. Default `/dev/kvm`. */
  readonly kvmDevice?: string | undefined;
  /** Default: that of this process. */
  readonly platform?: NodeJS.Platform | undefined;
}

export interface ChosenAccelerator {
  readonly accelerator: Accelerator;
  /** Whether QEMU ran with its system call filter; a build or host without seccomp cannot. */
  readonly sandbox: boolean;
  readonly rejected: readonly { readonly accelerator: Accelerator; readonly reason: string }[];
}

/**
 * The first accelerator that runs the trial guest.
 *
 * @throws HypervisorError `accelerator_unusable` with the reasons where none does, `canceled`
 */
export async function chooseAccelerator(
  options: ChooseAcceleratorOptions,
): Promise<ChosenAccelerator> {
  const rejected: { accelerator: Accelerator; reason: string }[] = [];
  // Without a list: all that can exist here. One that was asked for by name deserves a reason.
  const platform = options.platform ?? process.platform;
  const wanted = options.accelerators ?? ACCELERATORS.filter((name) => fits(name, platform));
  for (const accelerator of wanted) {
    const obstacle = await findObstacle(accelerator, platform, options.kvmDevice ?? '/dev/kvm');
    const result =
      obstacle === undefined ? await tryOut(accelerator, options) : { reason: obstacle };
    if ('sandbox' in result) return { accelerator, sandbox: result.sandbox, rejected };
    rejected.push({ accelerator, reason: result.reason });
  }
  const reasons = rejected.map(({ accelerator, reason }) => `${accelerator}: ${reason}`).join('; ');
  throw new HypervisorError(
    'accelerator_unusable',
    `no allowed accelerator of ${options.program} runs a guest here; ` +
      `allow tcg in the job or repair one of these: ${reasons || 'none is allowed'}`,
  );
}

async function tryOut(
  accelerator: Accelerator,
  options: ChooseAcceleratorOptions,
): Promise<{ sandbox: boolean } | { reason: string }> {
  const trial = {
    program: options.program,
    accelerator,
    timeoutMs: options.trialTimeoutMs ?? DEFAULT_TRIAL_TIMEOUT_MS,
    signal: options.signal,
    scratchDirectory: options.scratchDirectory,
  };
  const first = await runTrial({ ...trial, sandbox: true });
  if (first.outcome === 'ran') return { sandbox: true };
  if (first.outcome === 'hung') return { reason: first.reason };
  const second = await runTrial({ ...trial, sandbox: false });
  return second.outcome === 'ran' ? { sandbox: false } : { reason: second.reason };
}

/** Where QEMU has it: on one platform, on `all`, or nowhere. */
const PLATFORMS: Readonly<Record<Accelerator, NodeJS.Platform | 'all' | undefined>> = {
  kvm: 'linux',
  hvf: 'darwin',
  whpx: 'win32',
  tcg: 'all',
  native: undefined,
  vendor: undefined,
};

function fits(accelerator: Accelerator, platform: NodeJS.Platform): boolean {
  return PLATFORMS[accelerator] === 'all' || PLATFORMS[accelerator] === platform;
}

/** A reason that needs no trial, or undefined. */
async function findObstacle(
  accelerator: Accelerator,
  platform: NodeJS.Platform,
  kvmDevice: string,
): Promise<string | undefined> {
  if (PLATFORMS[accelerator] === undefined) return 'QEMU has no such accelerator';
  if (!fits(accelerator, platform)) return `does not exist on ${platform}`;
  return accelerator === 'kvm' ? findKvmObstacle(kvmDevice) : undefined;
}
