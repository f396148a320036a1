import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Accelerator } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { runTrial } from './trial.ts';

/** All accelerators, best first; software emulation is the last resort. */
export const ACCELERATORS: readonly Accelerator[] = ['kvm', 'hvf', 'whpx', 'tcg'];

/** How long one trial may take, unless the caller says otherwise. */
export const DEFAULT_TRIAL_TIMEOUT_MS = 5_000;

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

/** The one platform that has it; undefined: all. */
const PLATFORMS: Readonly<Record<Accelerator, NodeJS.Platform | undefined>> = {
  kvm: 'linux',
  hvf: 'darwin',
  whpx: 'win32',
  tcg: undefined,
};

function fits(accelerator: Accelerator, platform: NodeJS.Platform): boolean {
  return (PLATFORMS[accelerator] ?? platform) === platform;
}

/** A reason that needs no trial, or undefined. Opening the device is left to the trial: it may hang. */
async function findObstacle(
  accelerator: Accelerator,
  platform: NodeJS.Platform,
  kvmDevice: string,
): Promise<string | undefined> {
  if (!fits(accelerator, platform)) return `does not exist on ${platform}`;
  if (accelerator !== 'kvm') return undefined;
  try {
    await access(kvmDevice, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'EACCES') return `no permission for ${kvmDevice}; add the user to its group`;
    if (code === 'ENOENT') {
      return `${kvmDevice} does not exist; switch virtualization on in the firmware`;
    }
    return `${kvmDevice} cannot be opened (${code})`;
  }
}
