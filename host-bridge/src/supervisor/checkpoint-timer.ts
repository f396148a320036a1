import { WriteBudget } from '../checkpoint/index.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import type { Turn } from '../host-queue/index.ts';
import { megabytes } from '../report/megabytes.ts';
import { assertGuestAnswers } from './assert-guest-answers.ts';
import type { JobContext } from './job-context.ts';
import {
  CRITICAL_SECTION_WAIT_MS,
  LAST_CRITICAL_SECTION_WAIT_MS,
  leaveCriticalSections,
} from './leave-critical-sections.ts';
import { SaveTurn } from './save-turn.ts';

/** How often figures are read and it is looked whether a checkpoint is due. */
export const FIGURES_INTERVAL_MS = 1_000;

/** Pause before a checkpoint that failed is tried again. */
export const CHECKPOINT_RETRY_MS = 60_000;

interface MakeOptions {
  readonly signal: AbortSignal;
  /** How long it waits for programs in critical sections. */
  readonly timeoutMs: number;
  /** Taken before anything stands still, and released with the save. Default: the caller has one. */
  readonly takeTurn?: () => Promise<Turn | undefined>;
}

/**
 * CheckpointTimer reads a job's figures every second, and makes a checkpoint when the machine has run
 * long enough since the last one. A checkpoint that fails is told and tried again later: the work goes
 * on, and the earlier ones are as good as before.
 */
export class CheckpointTimer {
  readonly #context: JobContext;
  readonly #onFailure: (error: unknown) => void;
  readonly #turn: SaveTurn;
  #timer: NodeJS.Timeout | undefined;
  #busy: Promise<void> | undefined;
  #making: Promise<boolean> | undefined;
  /** Runtime at the last checkpoint, or at the last attempt that failed. */
  #lastRuntimeMs: number | undefined;
  #retryAtRuntimeMs = 0;
  readonly #budget: WriteBudget;
  #isStopped = false;

  /** @param onFailure told of faults that the job cannot go on with */
  constructor(context: JobContext, onFailure: (error: unknown) => void) {
    this.#context = context;
    this.#onFailure = onFailure;
    this.#budget = new WriteBudget({ bytesPerHour: context.job.checkpointWriteLimitBytes });
    this.#turn = new SaveTurn(context);
  }

  start(): void {
    this.#timer = setInterval(() => {
      // A look that takes longer than a second is not overtaken by the next.
      this.#busy ??= this.#look()
        .catch(this.#onFailure)
        .finally(() => {
          this.#busy = undefined;
        });
    }, FIGURES_INTERVAL_MS);
  }

  /** Begins nothing more. Idempotent. */
  stop(): void {
    clearInterval(this.#timer);
    this.#isStopped = true;
    this.#turn.drop();
  }

  /**
   * Resolves when what was under way is done. After the machine's end: a save that hangs ends with it,
   * and must not keep it.
   */
  async idle(): Promise<void> {
    await Promise.allSettled([this.#busy, this.#making]);
  }

  /** @returns false where there is nothing to save, or it could not be saved */
  async saveNow({ signal }: { readonly signal: AbortSignal }): Promise<boolean> {
    const { keeper, progress, vm } = this.#context;
    if (keeper === undefined || progress === undefined || this.#isStopped) return false;
    if (vm?.state !== 'running' && vm?.state !== 'paused') return false;
    // What the last one has in it is all that there is.
    if (!keeper.hasNews || (keeper.needsRunning && vm.state !== 'running')) return false;
    return await this.#make({
      signal,
      timeoutMs: LAST_CRITICAL_SECTION_WAIT_MS,
      takeTurn: () => this.#turn.last(signal),
    });
  }

  async #look(): Promise<void> {
    const { vm, figures, observer, keeper, checkpointIntervalMs, progress } = this.#context;
    if (vm === undefined || vm.state === 'defined' || vm.state === 'stopped') return;
    await figures.look(vm);
    await observer.figures(figures.now);
    if (keeper === undefined || progress === undefined || checkpointIntervalMs === undefined)
      return;
    const { runtimeMs } = figures.now;
    this.#lastRuntimeMs ??= runtimeMs;
    const intervalMs = Math.max(checkpointIntervalMs(), this.#budget.minIntervalMs);
    const isDue =
      runtimeMs - this.#lastRuntimeMs >= intervalMs &&
      runtimeMs >= this.#retryAtRuntimeMs &&
      vm.state === 'running' &&
      keeper.hasNews;
    if (isDue) await this.#makeInTurn();
    else this.#turn.drop();
  }

  /** While others have the turn the machine runs on, and the next look asks again. */
  async #makeInTurn(): Promise<void> {
    const { signal } = this.#context;
    using turn = await this.#turn.look();
    if (turn === undefined || this.#isStopped || signal.aborted) return;
    await this.#make({ signal, timeoutMs: CRITICAL_SECTION_WAIT_MS });
  }

  /** Who asks while one is being made gets that one. */
  #make(options: MakeOptions): Promise<boolean> {
    this.#making ??= this.#makeNew(options).finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  async #makeNew({ signal, timeoutMs, takeTurn }: MakeOptions): Promise<boolean> {
    const { keeper, figures, reporter, observer } = this.#context;
    if (keeper === undefined) return false;
    try {
      using _turn = await takeTurn?.();
      const answered = await leaveCriticalSections(this.#context, { signal, timeoutMs });
      if (!answered) await assertGuestAnswers(this.#context, { signal });
      const made = await keeper.make({ signal });
      figures.skip();
      const { runtimeMs } = figures.now;
      const { checkpoint, saved } = made;
      this.#budget.spend(saved.bytes, runtimeMs - (this.#lastRuntimeMs ?? runtimeMs));
      this.#lastRuntimeMs = runtimeMs;
      reporter.phase(
        'run',
        `${checkpoint.tag} saved: ${megabytes(saved.bytes)} MB, stood still for ${Math.round(saved.standstillMs)} ms`,
      );
      observer.checkpointed(made);
      return true;
    } catch (error) {
      if (
        this.#isStopped ||
        signal.aborted ||
        (error instanceof HypervisorError && error.code === 'canceled')
      ) {
        return false;
      }
      this.#retryAtRuntimeMs = figures.now.runtimeMs + CHECKPOINT_RETRY_MS;
      reporter.warning(
        'run',
        `no checkpoint: ${(error as Error).message}; the last one stays valid`,
      );
      return false;
    }
  }
}
