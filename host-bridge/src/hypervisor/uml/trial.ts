import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ByteTail } from '../byte-tail.ts';
import { HypervisorError } from '../errors.ts';
import { withinTime } from '../within-time.ts';
import { TRIAL_MEMORY_BYTES, trialArguments, UML_FILES } from './command-line.ts';
import { agentOf, consoleOf, launchUml, type LaunchedUml } from './launch-uml.ts';
import { findMemoryDirectory } from './memory-directory.ts';
import { lastWords } from './start-error.ts';
import { TRIAL_WORD, trialInitrd } from './trial-guest.ts';

/**
 * How long the trial may take, unless the caller says otherwise: the guest's kernel measures for some
 * seconds what the CPU can do, and more on a busy machine.
 */
export const DEFAULT_TRIAL_TIMEOUT_MS = 60_000;

/** How long a killed trial is waited for; a process that hangs inside the kernel outlives SIGKILL. */
export const TRIAL_KILL_WAIT_MS = 1_000;

/** Most bytes of the trial's console that are searched for its word. */
export const MAX_TRIAL_CONSOLE_BYTES = 16 * 1024;

export interface TrialOptions {
  readonly program: string;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Existing directory for its files. Default: the system's temporary one. */
  readonly scratchDirectory?: string | undefined;
}

/**
 * Runs the trial guest: a program that is there need not be allowed to trace processes, or to run code from
 * a file system in memory.
 *
 * @returns undefined where it ran, else one line why it did not
 * @throws HypervisorError `canceled` when `signal` aborts, `hypervisor_failed` where the host gives no
 *   process
 * @throws Error of the file system where the scratch directory cannot be written
 */
export async function runTrial(options: TrialOptions): Promise<string | undefined> {
  if (options.signal?.aborted === true) throw canceled(options.signal);
  const scratch = resolve(options.scratchDirectory ?? tmpdir());
  const directory = await mkdtemp(join(scratch, 'vmslot-trial-'));
  try {
    await writeFile(join(directory, UML_FILES.initrd), trialInitrd());
    const trial = await launchUml({
      program: options.program,
      arguments: trialArguments(),
      directory,
      memoryDirectory: await findMemoryDirectory(TRIAL_MEMORY_BYTES),
      lowPriority: false,
      gated: false,
    });
    return await judge(trial, options);
  } catch (error) {
    if (error instanceof HypervisorError && error.code === 'no_memory') return error.message;
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function judge(trial: LaunchedUml, options: TrialOptions): Promise<string | undefined> {
  const { signal, timeoutMs = DEFAULT_TRIAL_TIMEOUT_MS } = options;
  const console = new ByteTail(MAX_TRIAL_CONSOLE_BYTES);
  const channel = consoleOf(trial);
  const closed = new Promise<void>((done) => channel.once('close', () => done()));
  channel.on('data', (chunk: Buffer) => console.push(chunk));
  for (const stream of [channel, agentOf(trial).resume()]) {
    stream.on('error', () => stream.destroy()).on('end', () => stream.destroy());
  }
  const end = Promise.all([trial.process.exited, closed]);
  const ended = await withinTime(end, timeoutMs, signal);
  if (ended === undefined) {
    trial.process.kill();
    const gone = await withinTime(trial.process.exited, TRIAL_KILL_WAIT_MS);
    if (signal?.aborted === true) throw canceled(signal);
    const rest = gone === undefined ? ', and does not even die when killed' : '';
    return `the trial guest hangs: no end in ${timeoutMs} ms${rest}`;
  }
  const [exit] = ended;
  if (exit.exitCode === 0 && console.bytes().includes(TRIAL_WORD)) return undefined;
  const how = exit.signal ?? `status ${exit.exitCode}`;
  return `the trial guest did not run (${how}): ${lastWords(trial.process.stderrTail())}`;
}

function canceled(signal: AbortSignal): HypervisorError {
  return new HypervisorError('canceled', 'the trial of the accelerator was given up', {
    cause: signal.reason,
  });
}
