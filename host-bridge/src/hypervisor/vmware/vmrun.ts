import { setTimeout as delay } from 'node:timers/promises';
import { runCommand, type CommandResult } from '../command.ts';
import { HypervisorError } from '../errors.ts';
import { isPassing, vmwareFailure } from './vmware-failure.ts';

/** How long one vmrun may take. */
export const VMRUN_TIMEOUT_MS = 60_000;

/** How long a machine that somebody holds is asked for again. */
export const VMWARE_LOCK_TIMEOUT_MS = 20_000;

/** How long between two such questions. */
export const VMWARE_LOCK_WAIT_MS = 1_000;

/** Products that vmrun drives, by what `-T` calls them: Workstation, Player, Fusion. */
export type VmwareEdition = 'ws' | 'player' | 'fusion';

export interface VmrunOptions {
  /** Path of the program. */
  readonly program: string;
  readonly edition: VmwareEdition;
  /** Path of the machine's settings. */
  readonly vmx: string;
  /** Tests shorten it. */
  readonly lockTimeoutMs?: number | undefined;
}

export interface VmrunCallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** False: not again where somebody holds the machine. Default true. */
  readonly retry?: boolean | undefined;
  /** What is run before the program, and becomes it. */
  readonly launcher?: readonly string[] | undefined;
}

/** Vmrun runs VMware's command line program for one machine. It holds nothing open. */
export class Vmrun {
  readonly #options: VmrunOptions;

  constructor(options: VmrunOptions) {
    this.#options = options;
  }

  /**
   * What the program printed, once it has obeyed.
   *
   * @param verb of the manual's "Using the vmrun command to control virtual machines"
   * @throws HypervisorError with VMware's own words, `canceled`, or that it hangs
   */
  async run(
    verb: string,
    further: readonly string[] = [],
    options: VmrunCallOptions = {},
  ): Promise<string> {
    const result = await this.try(verb, further, options);
    if (result.exitCode === 0) return result.stdout;
    throw vmwareFailure(`vmrun ${verb}`, `${result.stdout}\n${result.stderr}`);
  }

  /** As `run`, but any exit status is a result. */
  async try(
    verb: string,
    further: readonly string[] = [],
    options: VmrunCallOptions = {},
  ): Promise<CommandResult> {
    const { program, edition, vmx, lockTimeoutMs = VMWARE_LOCK_TIMEOUT_MS } = this.#options;
    const { signal, timeoutMs = VMRUN_TIMEOUT_MS, retry = true, launcher = [] } = options;
    const deadlineMs = performance.now() + lockTimeoutMs;
    const machine = verb === 'list' ? [] : [vmx];
    const words = [...launcher, program, '-T', edition, verb, ...machine, ...further];
    for (let isFirst = true; ; isFirst = false) {
      const [first = program, ...rest] = words;
      const result = await runCommand(first, rest, { timeoutMs, signal });
      const isRefused = result.exitCode !== 0 && isPassing(`${result.stdout}\n${result.stderr}`);
      // A slow computer may have spent the time on the first call: it is asked twice at least.
      const isOver = performance.now() + VMWARE_LOCK_WAIT_MS > deadlineMs && !isFirst;
      if (!isRefused || !retry || isOver) return result;
      await pause(signal);
    }
  }
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(VMWARE_LOCK_WAIT_MS, undefined, { signal });
  } catch (error) {
    throw new HypervisorError('canceled', 'the call to VMware was given up', { cause: error });
  }
}
