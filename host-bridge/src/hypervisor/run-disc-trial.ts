import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { HypervisorDriver, Vm, VmDefinition } from './driver.ts';
import { HypervisorError } from './errors.ts';
import { SERIAL_TRIAL_REPORT, serialTrialDisc } from './serial-trial.ts';

/** How often the trial guest's console is looked at. */
const POLL_MS = 50;

const MEMORY_BYTES = 64 * 1024 * 1024;

export interface DiscTrialOptions {
  readonly timeoutMs: number;
  /** Existing directory for its files. Default: the system's temporary one. */
  readonly scratchDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a trial guest from a disc, as a job's machine would run (design D12: a version that is printed proves
 * nothing).
 *
 * @returns why it did not run; undefined: it did
 * @throws HypervisorError `canceled` when `signal` aborts
 * @throws Error of the file system where the scratch directory cannot be written
 */
export async function runDiscTrial(
  driver: HypervisorDriver,
  options: DiscTrialOptions,
): Promise<string | undefined> {
  const scratch = resolve(options.scratchDirectory ?? tmpdir());
  const directory = await mkdtemp(join(scratch, 'vmslot-trial-'));
  try {
    return await run(driver, await defineTrial(directory), options);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function defineTrial(directory: string): Promise<VmDefinition> {
  const slotDirectory = join(directory, 'slot');
  const [diskFile, bootFile, seedFile] = ['disk', 'boot.iso', 'seed'].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  await mkdir(slotDirectory);
  await writeFile(diskFile, new Uint8Array(1024 * 1024));
  await writeFile(seedFile, new Uint8Array(64 * 1024));
  await writeFile(bootFile, serialTrialDisc());
  return {
    slotDirectory,
    seedFile,
    image: {
      directory,
      diskFile,
      diskFormat: 'raw',
      bootFile,
      kernelFile: bootFile,
      initrdFile: bootFile,
      kernelArguments: '',
      architecture: 'x86_64',
    },
    accelerator: 'vendor',
    memoryBytes: MEMORY_BYTES,
    cpuCount: 1,
    diskLimitBytes: 0,
    network: false,
    agentPortName: 'none',
    agentChannel: 'serial',
  };
}

async function run(
  driver: HypervisorDriver,
  definition: VmDefinition,
  { timeoutMs, signal }: DiscTrialOptions,
): Promise<string | undefined> {
  const time = AbortSignal.timeout(timeoutMs);
  const given = signal === undefined ? time : AbortSignal.any([signal, time]);
  let vm: Vm | undefined;
  try {
    vm = await driver.define(definition, { signal: given });
    await vm.start({ signal: given });
    return await awaitReport(vm, given);
  } catch (error) {
    if (signal?.aborted === true) {
      throw new HypervisorError('canceled', 'the trial was given up', { cause: signal.reason });
    }
    if (time.aborted) return `the trial guest hangs: no report in ${timeoutMs} ms`;
    if (error instanceof HypervisorError) return error.message;
    throw error;
  } finally {
    await vm?.destroy();
  }
}

async function awaitReport(vm: Vm, signal: AbortSignal): Promise<string | undefined> {
  while (!vm.consoleTail(5).includes(SERIAL_TRIAL_REPORT)) {
    if (vm.state === 'stopped') return `the trial guest did not run: ${(await vm.ended).detail}`;
    await delay(POLL_MS, undefined, { signal });
  }
  return undefined;
}
