import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Accelerator } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { launch, type LaunchedProcess } from '../launch.ts';
import { printableLines } from '../printable-lines.ts';
import { TRIAL_EXIT_STATUS, trialBootSector } from '../boot-sector.ts';
import { trialArguments } from './command-line.ts';
import { withinTime } from '../within-time.ts';

/** How long a killed trial is waited for; a process that hangs inside the kernel outlives SIGKILL. */
export const TRIAL_KILL_WAIT_MS = 1_000;

export interface TrialOptions {
  readonly program: string;
  readonly accelerator: Accelerator;
  readonly sandbox: boolean;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Existing directory for its files. Default: the system's temporary one. */
  readonly scratchDirectory?: string | undefined;
}

/** `hung` is kept apart from `failed`: another try with other options would hang as well. */
export type TrialResult =
  { readonly outcome: 'ran' } | { readonly outcome: 'failed' | 'hung'; readonly reason: string };

/**
 * Runs the trial guest under one accelerator (design D12: a device file that opens proves nothing).
 *
 * @throws HypervisorError `canceled` when `signal` aborts, `hypervisor_failed` where the host gives no
 *   process
 * @throws Error of the file system where the scratch directory cannot be written
 */
export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const directory = await mkdtemp(
    join(resolve(options.scratchDirectory ?? tmpdir()), 'vmslot-trial-'),
  );
  try {
    const disk = join(directory, 'boot-sector');
    await writeFile(disk, trialBootSector());
    const trial = await launch({
      program: options.program,
      arguments: trialArguments(disk, options),
      workingDirectory: directory,
      channelCount: 0,
      lowPriority: false,
    });
    return await judge(trial, options);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function judge(trial: LaunchedProcess, options: TrialOptions): Promise<TrialResult> {
  const { signal, timeoutMs } = options;
  const exit = await withinTime(trial.exited, timeoutMs, signal);
  if (exit === undefined) {
    trial.kill();
    const gone = await withinTime(trial.exited, TRIAL_KILL_WAIT_MS);
    if (signal?.aborted === true) {
      throw new HypervisorError('canceled', 'the trial of the accelerator was given up', {
        cause: signal.reason,
      });
    }
    const rest = gone === undefined ? ', and does not even die when killed' : '';
    return { outcome: 'hung', reason: `the trial guest hangs: no end in ${timeoutMs} ms${rest}` };
  }
  if (exit.exitCode === TRIAL_EXIT_STATUS) return { outcome: 'ran' };
  const words = printableLines(trial.stderrTail(), 1)[0] ?? 'it said nothing';
  const how = exit.signal ?? `status ${exit.exitCode}`;
  return { outcome: 'failed', reason: `the trial guest did not run (${how}): ${words}` };
}
