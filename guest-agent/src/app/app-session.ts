import type { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { checkCount, invalid } from '../field/check-field.ts';
import { Exclusive } from '../flow/exclusive.ts';
import { AppInbox, isMessageName } from './app-inbox.ts';
import * as limits from './app-limits.ts';
import { type AppOrders, changeOrders, readOrders, writeOrders } from './app-orders.ts';
import { mergeReport, NOTHING_REPORTED, type StepReport } from './app-report.ts';
import { type AppState, AppStateFile } from './app-state.ts';
import type { AppTask } from './app-task.ts';
import { checkFinish } from './check-finish.ts';
import { addCheckpoints, countCheckpoints } from './checkpoint-lives.ts';
import { checkTrickle } from './check-trickle.ts';
import { checkUploadName } from './check-upload-name.ts';
import { CriticalSection } from './critical-section.ts';

type AppReport = vmslot.agent.v1.AppReport.$Properties;
type AppControl = vmslot.agent.v1.AppControl.$Properties;
type AppFinish = vmslot.agent.v1.AppFinish.$Properties;

/** Where a session keeps what another life of the agent needs, in a directory closed to programs. */
export interface AppFiles {
  readonly stateFile: string;
  readonly ordersFile: string;
  readonly inboxDirectory: string;
}

/** A file on its way into the work directory. */
export interface FileDelivery {
  /** Writes it where no program sees it; again in the place of one that was not shown. */
  prepare(): Promise<void>;
  /** Shows it to programs; nothing where it was shown before. */
  show(): Promise<void>;
  /** Deletes what was not shown. */
  discard(): Promise<void>;
}

/** What a call is served with. */
export interface CallOptions {
  /** False: the disk stands, and what is said is written later. Default: true. */
  readonly mayWrite?: boolean;
}

/**
 * The agent's side of AppService for one task: handlers of its methods, and what the task is told of
 * what was said. A call that was answered is kept over any death of the agent. Whoever makes the session
 * closes it.
 */
export class AppSession implements AsyncDisposable {
  readonly #task: AppTask;
  readonly #files: AppFiles;
  readonly #file: AppStateFile;
  readonly #inbox: AppInbox;
  readonly #critical = new CriticalSection({ mostMs: limits.MAX_CRITICAL_SECTION_MS });
  /** What makes events: one at a time, and none after the end of its step. */
  readonly #exclusive = new Exclusive();
  #orders: AppOrders;
  /** True while a step runs. */
  #isOpen = false;
  #measuredAtMs = Number.NEGATIVE_INFINITY;
  #cpuTimeMs = 0;

  /** Takes up what an earlier life of the agent has left. @throws the system's error */
  constructor(task: AppTask, files: AppFiles) {
    this.#task = task;
    this.#files = files;
    this.#orders = readOrders(files.ordersFile);
    this.#inbox = new AppInbox(files.inboxDirectory);
    this.#file = AppStateFile.open(files.stateFile);
    this.#critical.note(this.report.inCriticalSection);
  }

  /** What the programs of the step that runs, or ran last, have reported. */
  get report(): StepReport {
    return this.#file.state.report;
  }

  /** Checkpoints of the whole task. */
  get checkpoints(): Pick<AppState, 'checkpointCount' | 'checkpointCpuTimeMs'> {
    const { checkpointCount, checkpointCpuTimeMs } = this.#file.state;
    return { checkpointCount, checkpointCpuTimeMs };
  }

  /** What a program of that step has said about its end; undefined: nothing. */
  get finish(): AppFinish | undefined {
    return this.#file.state.finish;
  }

  /** True where the programs are told to leave. */
  get isAskedToEnd(): boolean {
    const { abortRequested, quitRequested } = this.#orders;
    return quitRequested || abortRequested || this.#task.isEnding;
  }

  /** What programs are told by now. */
  get control(): AppControl {
    const task = this.#task;
    const { facts, ...orders } = this.#orders;
    const { joinedRevision, takenNumber } = this.#file.state;
    return {
      suspended: task.isSuspended,
      quitRequested: orders.quitRequested || task.isEnding,
      abortRequested: orders.abortRequested,
      networkSuspended: orders.networkSuspended,
      factsChanged: joinedRevision !== orders.revision,
      trickleWaits: this.#inbox.lastNumber > takenNumber,
      memoryBytes: task.memoryBytes,
      memoryLimitBytes: orders.memoryLimitBytes || task.memoryLimitBytes,
      checkpointPeriodMs: facts.checkpointPeriodMs ?? 0,
      factsRevision: orders.revision + 1,
    };
  }

  /** What became of uploads, by path. */
  get uploads(): AppOrders['uploads'] {
    return this.#orders.uploads;
  }

  /** Programs of a step may call from now on. @param isTaken true where they have run before */
  beginStep(step: number, isTaken: boolean): void {
    if (!isTaken || this.#file.state.step !== step) {
      const ofStep = { report: NOTHING_REPORTED, checkpointLives: [], finish: undefined };
      this.#file.update({ step, ...ofStep });
      this.#critical.note(false);
    }
    this.#isOpen = true;
  }

  /** Takes no more calls, and waits for those under way. What was said stays readable. */
  async endStep(): Promise<void> {
    this.#isOpen = false;
    await this.#exclusive.run(async () => undefined);
    const { report } = this.#file.state;
    if (report.inCriticalSection)
      this.#file.keep({ report: { ...report, inCriticalSection: false } });
    this.#file.flush();
    this.#critical.note(false);
  }

  /**
   * Waits until no program is in a critical section, or that has delayed others for
   * MAX_CRITICAL_SECTION_MS; see {@link CriticalSection}.
   *
   * @param signal ends the waiting; look at it
   */
  async leaveCriticalSection(signal?: AbortSignal): Promise<void> {
    await this.#critical.left(signal);
  }

  /**
   * Changes what programs are told, as TaskService.UpdateApp.
   *
   * @throws {AgentError} invalid_argument
   */
  async update(request: vmslot.agent.v1.UpdateAppRequest.$Properties): Promise<void> {
    await this.#exclusive.run(async () => {
      const orders = changeOrders(this.#orders, request, (path) => this.#task.isUpload(path));
      await writeOrders(this.#files.ordersFile, orders);
      this.#orders = orders;
    });
  }

  /**
   * Keeps a file that the host delivers for ReceiveTrickle where it is a message of the server, and shows
   * it. Such a message is given once, whatever the host repeats and whenever the agent dies: it is known
   * when its file can be shown, and a file that is known and not there any more has been shown. One that
   * was taken is shown no more.
   *
   * @throws {AgentError} as AppInbox.add, and what the delivery throws
   */
  async deliver(name: string, content: Uint8Array, file: FileDelivery): Promise<void> {
    if (!isMessageName(name)) {
      await file.prepare();
      try {
        return await file.show();
      } catch (error) {
        await file.discard();
        throw error;
      }
    }
    await this.#exclusive.run(async () => {
      const { takenNumber } = this.#file.state;
      if (this.#inbox.numberOf(name) === 0) {
        await file.prepare();
        await this.#inbox.add(name, content, takenNumber);
      }
      const number = this.#inbox.numberOf(name);
      await (number > 0 && number <= takenNumber ? file.discard() : file.show());
    });
  }

  async join(
    request: vmslot.agent.v1.JoinRequest.$Properties,
    { mayWrite = true }: CallOptions = {},
  ): Promise<vmslot.agent.v1.JoinResponse.$Properties> {
    if ((request.library ?? '').length > limits.MAX_LIBRARY_CHARACTERS) {
      throw invalid('library', `at most ${limits.MAX_LIBRARY_CHARACTERS} characters`);
    }
    this.#assertOpen();
    const { facts, revision } = this.#orders;
    if (this.#file.state.joinedRevision !== revision) {
      this.#file.keep({ joinedRevision: revision });
      if (mayWrite) this.#file.flush();
    }
    const { workDirectory } = this.#task;
    return { ...facts, workDirectory, factsRevision: revision + 1 };
  }

  /** Handler of Report. */
  async takeReport(
    request: vmslot.agent.v1.ReportRequest.$Properties,
    { mayWrite = true }: CallOptions = {},
  ): Promise<vmslot.agent.v1.ReportResponse.$Properties> {
    this.#assertOpen();
    const report = this.#merge(request.report);
    if (!mayWrite) {
      if (report !== this.report) this.#file.keep({ report });
    } else if (report.inCriticalSection !== this.report.inCriticalSection) {
      this.#file.update({ report });
    } else if (report !== this.report || !this.#file.isWritten) {
      await this.#file.updateInTime({ report });
    }
    return { control: this.control };
  }

  async checkpoint(
    request: vmslot.agent.v1.CheckpointRequest.$Properties,
  ): Promise<vmslot.agent.v1.CheckpointResponse.$Properties> {
    return await this.#exclusive.run(async () => {
      this.#assertOpen();
      const { rise, lives } = countCheckpoints(this.#file.state.checkpointLives, request);
      const { checkpointCount, checkpointCpuTimeMs } = this.#file.state;
      const ofReport = { report: this.#merge(request.report), checkpointLives: lives };
      if (rise === 0) this.#file.update(ofReport);
      else {
        const cpuTimeMs = await this.#measure();
        this.#file.update({
          ...ofReport,
          report: this.#merge(request.report),
          checkpointCount: addCheckpoints(checkpointCount, rise),
          checkpointCpuTimeMs: Math.max(checkpointCpuTimeMs, cpuTimeMs),
        });
      }
      return { control: this.control };
    });
  }

  async sendTrickle(
    request: vmslot.agent.v1.SendTrickleRequest.$Properties,
  ): Promise<vmslot.agent.v1.SendTrickleResponse.$Properties> {
    const trickle = checkTrickle(request);
    await this.#exclusive.run(async () => {
      this.#assertOpen();
      await this.#task.sendTrickle(this.#file.state.step, trickle);
    });
    return {};
  }

  async receiveTrickle(
    request: vmslot.agent.v1.ReceiveTrickleRequest.$Properties,
  ): Promise<vmslot.agent.v1.ReceiveTrickleResponse.$Properties> {
    return await this.#exclusive.run(async () => {
      this.#assertOpen();
      const { takenNumber } = this.#file.state;
      const taken = checkCount('taken_number', request.takenNumber, this.#inbox.lastNumber);
      if (taken > takenNumber) {
        this.#file.update({ takenNumber: taken });
        this.#inbox.drop(takenNumber + 1, taken);
      }
      const number = Math.max(taken, takenNumber) + 1;
      if (number > this.#inbox.lastNumber) return { number: 0 };
      return { number, ...(await this.#inbox.read(number)) };
    });
  }

  async requestUpload(
    request: vmslot.agent.v1.RequestUploadRequest.$Properties,
  ): Promise<vmslot.agent.v1.RequestUploadResponse.$Properties> {
    const path = checkUploadName(request.name);
    await this.#exclusive.run(async () => {
      this.#assertOpen();
      if (this.#task.isUpload(path)) return;
      if (this.#task.uploadCount >= limits.MAX_APP_UPLOADS) {
        const message = `name: ${limits.MAX_APP_UPLOADS} files were uploaded early already`;
        throw new AgentError('out_of_range', message);
      }
      await this.#task.requestUpload(this.#file.state.step, path);
    });
    return {};
  }

  async getUpload(
    request: vmslot.agent.v1.GetUploadRequest.$Properties,
  ): Promise<vmslot.agent.v1.GetUploadResponse.$Properties> {
    const path = checkUploadName(request.name);
    this.#assertOpen();
    if (!this.#task.isUpload(path)) {
      throw new AgentError('not_found', `name: ${path} was not asked for by RequestUpload`);
    }
    const [, status] = this.#orders.uploads.find(([name]) => name === path) ?? [];
    return status === undefined ? { ended: false } : { ended: true, status };
  }

  /** Handler of Finish. */
  async takeFinish(
    request: vmslot.agent.v1.FinishRequest.$Properties,
  ): Promise<vmslot.agent.v1.FinishResponse.$Properties> {
    const finish = checkFinish(request);
    this.#assertOpen();
    this.#file.update({ finish });
    return {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endStep();
    this.#file[Symbol.dispose]();
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw new AgentError('failed_precondition', 'no step of the task runs');
  }

  /** What is reported with a further report; the caller keeps it. */
  #merge(report: AppReport | null | undefined): StepReport {
    const merged = mergeReport(this.report, report ?? {});
    this.#critical.note(merged.inCriticalSection);
    return merged;
  }

  async #measure(): Promise<number> {
    const nowMs = performance.now();
    // A measurement reads the figures of all processes: a program that calls without end must not make
    // the agent do that all the time.
    if (nowMs - this.#measuredAtMs >= limits.CHECKPOINT_MEASURE_MS) {
      this.#measuredAtMs = nowMs;
      this.#cpuTimeMs = await this.#task.measureCpuTimeMs();
    }
    return this.#cpuTimeMs;
  }
}
