import { BoincFormatError, type AppStatus, type InitData } from '@vmslot/proto/boinc';
import type { RuntimeClient, TrickleOutbox, UploadRequests } from '../boinc/index.ts';
import type { MadeCheckpoint } from '../checkpoint/keeper.ts';
import { checkpointNumber, MAX_CHECKPOINT_COUNT, type Checkpoint } from '../checkpoint/index.ts';
import type { DriverProbe, VmImage } from '../hypervisor/driver.ts';
import type { JobOutput } from '../job/index.ts';
import type { JobFiguresNow } from '../supervisor/job-figures.ts';
import type { JobObserver } from '../supervisor/job-observer.ts';
import type { ClientReporter } from './client-reporter.ts';
import { formatPartialCredit, PARTIAL_CREDIT_VARIETY } from './partial-credit.ts';
import type { Postponements } from './postponements.ts';
import type { SentLedger } from './sent-ledger.ts';

export interface ClientObserverOptions {
  readonly initData: Pick<InitData, 'wuCpuTimeS' | 'fractionDoneStart' | 'fractionDoneEnd'>;
  readonly runtime: RuntimeClient;
  readonly reporter: ClientReporter;
  readonly outbox: TrickleOutbox;
  readonly uploads: UploadRequests;
  readonly ledger: SentLedger;
  readonly postponements: Postponements;
  readonly partialCreditIntervalMs: number;
  readonly logicalNames: ReadonlyMap<string, string>;
  /** Remembers on the disk that the task has succeeded. */
  readonly markSucceeded: () => Promise<void>;
  /** Told, after each checkpoint, the number of the oldest that is kept. */
  readonly onCheckpoint: (oldestNumber: number) => void;
  /** Told what will run the guest, in words. */
  readonly onMachine: (description: string) => void;
}

/** ClientObserver tells the core client how a job goes. */
export class ClientObserver implements JobObserver {
  readonly #options: ClientObserverOptions;
  #figures: JobFiguresNow | undefined;
  #checkpointCpuTimeS: number;
  #fractionDone = 0;
  #startedFrom: number | undefined;

  constructor(options: ClientObserverOptions) {
    this.#options = options;
    this.#checkpointCpuTimeS = options.initData.wuCpuTimeS;
  }

  /** What the next status message says. CPU time never falls below what the client knows already. */
  get status(): AppStatus {
    const { wuCpuTimeS, fractionDoneStart, fractionDoneEnd } = this.#options.initData;
    const figures = this.#figures;
    const cpuTimeS = Math.max((figures?.cpuTimeMs ?? 0) / 1000, wuCpuTimeS);
    const span = fractionDoneEnd - fractionDoneStart;
    const fpops = figures?.floatingPointOperations ?? 0;
    const intops = figures?.integerOperations ?? 0;
    const guestCpuTimeS = (figures?.guestCpuTimeMs ?? 0) / 1000;
    // What a program says itself comes first.
    const fpopsSpeed = figures?.floatingPointSpeed || fpops / guestCpuTimeS;
    const intopsSpeed = figures?.integerSpeed || intops / guestCpuTimeS;
    return {
      currentCpuTimeS: Math.max(cpuTimeS, this.#checkpointCpuTimeS),
      checkpointCpuTimeS: this.#checkpointCpuTimeS,
      // The client passes over 0, and so does nothing here that is not known.
      ...(this.#fractionDone > 0
        ? { fractionDone: fractionDoneStart + span * this.#fractionDone }
        : {}),
      ...(fpops > 0 ? { fpopsCumulative: fpops } : {}),
      ...(intops > 0 ? { intopsCumulative: intops } : {}),
      // Both are claims of the guest, whose ratio may be no number.
      ...(isRate(fpopsSpeed) ? { fpopsPerCpuSec: fpopsSpeed } : {}),
      ...(isRate(intopsSpeed) ? { intopsPerCpuSec: intopsSpeed } : {}),
      ...(figures?.needsNetwork === true ? { wantNetwork: true } : {}),
    };
  }

  /** Number of the checkpoint that the job goes on from, 0 for none; undefined before it began. */
  get startedFrom(): number | undefined {
    return this.#startedFrom;
  }

  /** What the job has cost; undefined before its machine was on. */
  get lastFigures(): JobFiguresNow | undefined {
    return this.#figures;
  }

  probed({ driver, version, accelerator, program }: DriverProbe, image: VmImage): void {
    this.#options.onMachine(
      `${driver} ${version} (${program}), accelerator ${accelerator}, image ${image.diskFile}`,
    );
  }

  started(from: Checkpoint | undefined): void {
    this.#startedFrom = checkpointNumber(from);
    if (from === undefined) return;
    this.#fractionDone = from.figures.fractionDone;
    this.#report();
  }

  async figures(figures: JobFiguresNow): Promise<void> {
    this.#figures = figures;
    this.#fractionDone = figures.fractionDone;
    this.#report();
    await this.#claimCredit(figures);
  }

  checkpointed({ checkpoint }: MadeCheckpoint): void {
    this.#checkpointCpuTimeS = Math.max(
      checkpoint.figures.cpuTimeMs / 1000,
      this.#options.initData.wuCpuTimeS,
    );
    this.#report();
    void this.#options.postponements.forget();
    this.#options.onCheckpoint(checkpointNumber(checkpoint) - MAX_CHECKPOINT_COUNT + 1);
  }

  async trickle(message: {
    readonly ordinal: number;
    readonly variety: string;
    readonly text: string;
  }): Promise<void> {
    const { ordinal, variety, text } = message;
    const { ledger, reporter } = this.#options;
    // Work that is done again after a return to a checkpoint sends the same message again.
    if (ledger.hasTrickle(ordinal, variety, text)) return;
    if (!ledger.hasRoom(ordinal)) {
      reporter.warning('run', `trickle ${ordinal} is dropped: the task has sent too many`);
      return;
    }
    if (await this.#send(variety, text)) await ledger.addTrickle(ordinal, variety, text);
    else reporter.warning('run', `trickle ${ordinal} is dropped: too many wait for the client`);
  }

  async succeeded(): Promise<void> {
    await this.#options.markSucceeded();
  }

  async uploadReady(output: JobOutput): Promise<undefined> {
    const { uploads, ledger, runtime, logicalNames } = this.#options;
    // Final first: a life that comes after a kill must not replace what the client may be uploading.
    // Where the request is what got lost, the output is uploaded at the end of the task.
    await ledger.addOutput(output.source);
    await uploads.request(logicalNames.get(output.source) ?? output.target);
    runtime.noticeUpload();
  }

  #report(): void {
    this.#options.runtime.report(this.status);
  }

  async #claimCredit(figures: JobFiguresNow): Promise<void> {
    const { partialCreditIntervalMs, ledger } = this.#options;
    if (partialCreditIntervalMs <= 0) return;
    const runtimeMs = figures.runtimeMs - ledger.creditedRuntimeMs;
    if (runtimeMs < partialCreditIntervalMs) return;
    // Counted first: a claim that is lost costs less trust than one that is made twice.
    await ledger.credit(figures.runtimeMs);
    await this.#send(PARTIAL_CREDIT_VARIETY, formatPartialCredit(figures, { runtimeMs }));
  }

  async #send(variety: string, text: string): Promise<boolean> {
    try {
      return await this.#options.outbox.add(variety, text);
    } catch (error) {
      // Nothing can be done about its text; but what the file system refuses may be kept another time.
      if (!(error instanceof BoincFormatError)) throw error;
      this.#options.reporter.warning('run', `a trickle ${variety} is dropped: ${error.message}`);
      return true;
    }
  }
}

function isRate(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
