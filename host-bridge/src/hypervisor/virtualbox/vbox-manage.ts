import { setTimeout as delay } from 'node:timers/promises';
import { runCommand, type CommandResult } from '../command.ts';
import { HypervisorError } from '../errors.ts';
import { isPassing, vboxFailure } from './vbox-failure.ts';

/** How long one VBoxManage may take; its first call starts VirtualBox's server. */
export const VBOXMANAGE_TIMEOUT_MS = 60_000;

/** How long a machine that somebody holds is asked for again: a session's lock outlives it a little. */
export const VBOX_LOCK_TIMEOUT_MS = 20_000;

/** The first wait before asking again; each further one is twice as long, up to {@link MAX_VBOX_LOCK_WAIT_MS}. */
export const VBOX_LOCK_WAIT_MS = 200;

/** The longest such wait. */
export const MAX_VBOX_LOCK_WAIT_MS = 2_000;

export interface VBoxManageOptions {
  /** Path of the program. */
  readonly program: string;
  /** Variables that say which VirtualBox is meant: see {@link vboxEnvironment}. */
  readonly environment: Readonly<Record<string, string>>;
  /** Tests shorten it. */
  readonly lockTimeoutMs?: number | undefined;
}

export interface VBoxCallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** False: not again where the machine is locked. Default true. */
  readonly retry?: boolean | undefined;
}

/** VBoxManage runs VirtualBox's command line program for one machine. It holds nothing open. */
export class VBoxManage {
  readonly #options: VBoxManageOptions;

  constructor(options: VBoxManageOptions) {
    this.#options = options;
  }

  /**
   * What the program printed, once it has obeyed. Where a session holds the machine it is asked again for
   * {@link VBOX_LOCK_TIMEOUT_MS}, and once at least.
   *
   * @throws HypervisorError with VirtualBox's own words, `canceled`, or that it hangs
   */
  async run(commandArguments: readonly string[], options: VBoxCallOptions = {}): Promise<string> {
    const result = await this.try(commandArguments, options);
    if (result.exitCode === 0) return result.stdout;
    const what = `VBoxManage ${commandArguments.slice(0, 1).join(' ')}`;
    throw vboxFailure(what, `${result.stderr}\n${result.stdout}`);
  }

  /** As `run`, but any exit status is a result. */
  async try(
    commandArguments: readonly string[],
    options: VBoxCallOptions = {},
  ): Promise<CommandResult> {
    const { program, environment, lockTimeoutMs = VBOX_LOCK_TIMEOUT_MS } = this.#options;
    const { signal, timeoutMs = VBOXMANAGE_TIMEOUT_MS, retry = true } = options;
    const deadlineMs = performance.now() + lockTimeoutMs;
    let waitMs = VBOX_LOCK_WAIT_MS;
    for (let isFirst = true; ; isFirst = false) {
      const result = await runCommand(program, ['--nologo', ...commandArguments], {
        environment: { ...process.env, ...environment },
        timeoutMs,
        signal,
      });
      const isRefused = result.exitCode !== 0 && isPassing(result.stderr);
      const isOver = performance.now() + waitMs > deadlineMs && !isFirst;
      if (!isRefused || !retry || isOver) return result;
      await pause(waitMs, signal);
      waitMs = Math.min(2 * waitMs, MAX_VBOX_LOCK_WAIT_MS);
    }
  }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    throw new HypervisorError('canceled', 'the call to VirtualBox was given up', { cause: error });
  }
}
