import { RpcError } from '@vmslot/proto/rpc';
import type { AppChange, RunningJob } from '../bridge.ts';
import type { ClientSession } from './client-session.ts';
import { toAppFacts } from './to-app-facts.ts';

export interface AppOrdersOptions {
  readonly session: ClientSession;
  readonly running: Pick<RunningJob, 'updateApp'>;
  /** Names by which the client knows outputs, by their source in the guest. */
  readonly logicalNames: ReadonlyMap<string, string>;
}

/**
 * AppOrders passes on to the programs in the guest what the client tells: facts of the task, whether the
 * network may be used, what became of uploads. What the guest has not taken yet is given again each
 * second, the newest of each kind; a machine that went back to a checkpoint is told everything anew.
 */
export class AppOrders {
  readonly #options: AppOrdersOptions;
  readonly #told = new Map<string, number>();
  #pending: AppChange = {};
  #hasBegun = false;
  #uploadsChanged = true;
  #isRefused = false;

  constructor(options: AppOrdersOptions) {
    this.#options = options;
    const { runtime } = options.session.attached;
    runtime.on('network', (networkSuspended) => this.#want({ networkSuspended }));
    runtime.on('uploadStatus', () => {
      this.#uploadsChanged = true;
    });
  }

  /** Init data was read anew. */
  factsChanged(): void {
    const { initData } = this.#options.session;
    if (initData !== undefined) this.#want({ facts: toAppFacts(initData) });
  }

  /** Tells what is to be told. To be called about once a second; never two at a time. */
  async pump({ signal }: { readonly signal: AbortSignal }): Promise<void> {
    if (this.#isRefused || !this.#begin()) return;
    await this.#lookForUploads();
    const change = this.#pending;
    if (Object.keys(change).length === 0) return;
    this.#pending = {};
    try {
      await this.#options.running.updateApp(change, { signal });
      for (const { path, status } of change.uploads ?? []) this.#told.set(path ?? '', status ?? 0);
    } catch (error) {
      this.#pending = { ...change, ...this.#pending };
      this.#noteRefusal(error);
    }
  }

  #want(change: AppChange): void {
    this.#pending = { ...this.#pending, ...change };
  }

  /** @returns false before the job runs: it begins with the facts as they are */
  #begin(): boolean {
    const { session } = this.#options;
    const startedFrom = session.observer?.startedFrom;
    if (this.#hasBegun || startedFrom === undefined) return this.#hasBegun;
    this.#hasBegun = true;
    const { networkSuspended } = session.attached.runtime;
    if (startedFrom > 0) this.factsChanged();
    if (startedFrom > 0 || networkSuspended) this.#want({ networkSuspended });
    return true;
  }

  async #lookForUploads(): Promise<void> {
    if (!this.#uploadsChanged) return;
    this.#uploadsChanged = false;
    const { session, logicalNames } = this.#options;
    const { ledger, uploads } = session.attached;
    const news: { path: string; status: number }[] = [];
    for (const path of ledger.outputs) {
      const status = await uploads.status(logicalNames.get(path) ?? path);
      if (status !== undefined && this.#told.get(path) !== status) news.push({ path, status });
    }
    if (news.length > 0) this.#want({ uploads: news });
  }

  /** An agent that cannot be told, or finds fault with what it is told, does so each time. */
  #noteRefusal(error: unknown): void {
    const code = error instanceof RpcError ? error.code : 'unavailable';
    if (code !== 'unimplemented' && code !== 'invalid_argument') return;
    this.#isRefused = true;
    const why = (error as Error).message;
    this.#options.session.reporter.warning(
      'run',
      `programs are not told the client's news: ${why}`,
    );
  }
}
