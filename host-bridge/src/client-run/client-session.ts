import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BOINC_FILES, type InitData } from '@vmslot/proto/boinc';
import {
  BoincError,
  openMessageChannels,
  RuntimeClient,
  SlotDirectory,
  TrickleOutbox,
  UploadRequests,
  type MessageChannels,
  type RuntimeClock,
} from '../boinc/index.ts';
import { JobError, OUTCOMES } from '../outcome.ts';
import type { RunSummary } from '../report/reporter.ts';
import { Slot } from '../slot/slot.ts';
import { writeAtomically } from '../slot/write-atomically.ts';
import type { ClientObserver } from './client-observer.ts';
import { ClientReporter } from './client-reporter.ts';
import type { ClientRunIo } from './client-run-io.ts';
import { DeliveredMessages } from './delivered-messages.ts';
import { Postponements } from './postponements.ts';
import { RoomReserve } from './room-reserve.ts';
import { SentLedger } from './sent-ledger.ts';
import { NO_CHANNELS } from './standalone.ts';
import { cutGrownStderr } from './stderr-file.ts';

/** Directory of the bridge's own files in the client's slot directory. */
export const BRIDGE_DIRECTORY = 'vmslot_data';

/**
 * How long another instance may take to leave the slot: after a crash of the client it notices within
 * 10 s, and may then save its machine (boinc-runtime reference 3.3).
 */
export const SLOT_WAIT_MS = 35_000;

/**
 * Counts the postponements. In the slot directory itself: a bridge directory that cannot be used is one
 * of the causes.
 */
const POSTPONEMENTS_FILE = 'vmslot_postponements.json';

/** Holds how the task ended. */
const FINISHED_FILE = 'finished.json';

/** Why a job ended that neither failed nor finished. */
export type Wish = 'quit' | 'abort' | 'client-gone' | 'signal';

/** What is there once the slot is ours. */
export interface Attached {
  /** Undefined without a client. */
  readonly initData: InitData | undefined;
  readonly reporter: ClientReporter;
  readonly slot: Slot;
  readonly channels: MessageChannels;
  readonly runtime: RuntimeClient;
  readonly outbox: TrickleOutbox;
  readonly uploads: UploadRequests;
  readonly ledger: SentLedger;
  readonly delivered: DeliveredMessages;
}

const REAL_CLOCK: RuntimeClock = {
  now: () => performance.now(),
  setInterval(callback, intervalMs) {
    const timer = setInterval(callback, intervalMs);
    return { cancel: () => clearInterval(timer) };
  },
};

/** ClientSession holds one life of a task in its slot. Who opened it disposes it, last of all. */
export class ClientSession implements AsyncDisposable {
  readonly directory: SlotDirectory;
  readonly reporter: ClientReporter;
  readonly bridgeVersion: string;
  readonly postponements: Postponements;
  /** Room for telling the client that there is none. */
  readonly reserve: RoomReserve;
  observer: ClientObserver | undefined;
  /** What ran the guest, in words: driver, versions, accelerator, image. */
  machineDescription: string | undefined;
  /** Set where the job ended because somebody wished so. */
  wish: Wish | undefined;
  #attached: Attached | undefined;
  #initData: InitData | undefined;
  #isUnderClient = false;

  private constructor(io: ClientRunIo, postponements: Postponements) {
    this.directory = new SlotDirectory(io.workingDirectory);
    this.postponements = postponements;
    this.reporter = new ClientReporter(io.writeLog);
    this.bridgeVersion = io.bridgeVersion;
    this.reserve = new RoomReserve(join(io.workingDirectory, BRIDGE_DIRECTORY, 'reserve'));
  }

  static async open(io: ClientRunIo): Promise<ClientSession> {
    const file = join(io.workingDirectory, POSTPONEMENTS_FILE);
    const session = new ClientSession(io, await Postponements.open(file));
    session.reporter.log(
      `vmslot ${io.bridgeVersion}, Node ${process.versions.node}, ${platform()}`,
    );
    return session;
  }

  get attached(): Attached {
    if (this.#attached === undefined) throw new Error('the slot is not attached yet');
    return this.#attached;
  }

  /** As `attached`, but undefined where it did not come so far. */
  get attachedOrNot(): Attached | undefined {
    return this.#attached;
  }

  /** What the client has said last; undefined without one. */
  get initData(): InitData | undefined {
    return this.#initData;
  }

  /** True also where what the client has left cannot be used. */
  get isUnderClient(): boolean {
    return this.#isUnderClient;
  }

  /** The figures of init data that count, with what they are without a client. */
  get knownData(): Pick<InitData, 'wuCpuTimeS' | 'fractionDoneStart' | 'fractionDoneEnd'> {
    return this.#attached?.initData ?? { wuCpuTimeS: 0, fractionDoneStart: 0, fractionDoneEnd: 1 };
  }

  get checkpointPeriodMs(): number {
    return (this.#initData?.checkpointPeriodS ?? 0) * 1000;
  }

  /**
   * Reads init data, takes the slot, opens the channels. The slot comes first: a stale finish file must
   * be gone also where init data cannot be used.
   * @throws JobError `slot_unusable`, `no_room`; BoincError
   */
  async attach(signal: AbortSignal): Promise<void> {
    const path = this.directory.path;
    let problem: unknown;
    try {
      this.#initData = await this.directory.readInitData();
      this.#isUnderClient = this.#initData !== undefined;
      this.reporter.log(describeClient(this.#initData));
    } catch (error) {
      problem = error;
      this.#isUnderClient = true;
    }
    const initData = this.#initData;
    // Where the client is gone without having told, its next life may be here before we have noticed.
    const slot = await Slot.open(join(path, BRIDGE_DIRECTORY), {
      keep: true,
      waitMs: SLOT_WAIT_MS,
      signal,
    });
    try {
      await this.reserve.take();
      if (this.#isUnderClient) await this.#cutLog();
      for (const name of await this.directory.removeStaleEnds()) {
        this.reporter.log(`removed a ${name} that an earlier life had left`);
      }
      if (problem !== undefined) throw problem;
      const channels =
        initData === undefined
          ? NO_CHANNELS
          : openMessageChannels({ directory: path, commObjName: initData.commObjName });
      const runtime = new RuntimeClient({
        channels,
        initData: initData ?? { clientPid: process.pid, wuCpuTimeS: 0 },
        cpuUsageLimitPercent: initData?.globalPreferences.cpuUsageLimitPct ?? 100,
        clock: REAL_CLOCK,
      });
      const uploads = new UploadRequests(path);
      if (await uploads.hasWaiting()) runtime.noticeUpload();
      const own = (name: string): string => join(slot.directory, name);
      this.#attached = {
        initData,
        reporter: this.reporter,
        slot,
        channels,
        runtime,
        outbox: await TrickleOutbox.open(path, own('trickles')),
        uploads,
        ledger: await SentLedger.open(own('sent.json')),
        delivered: await DeliveredMessages.open(own('delivered')),
      };
    } catch (error) {
      await slot.close();
      throw attachError(slot.directory, error);
    }
  }

  async #cutLog(): Promise<void> {
    try {
      await cutGrownStderr(join(this.directory.path, BOINC_FILES.stderr));
    } catch (error) {
      this.reporter.warning('prepare', `the log is not cut: ${(error as Error).message}`);
    }
  }

  /** Reads init data again, after the client has written it anew. */
  async reread(): Promise<void> {
    const initData = await this.directory.readInitData();
    if (initData === undefined) return;
    this.#initData = initData;
    this.attached.runtime.setCpuUsageLimit(initData.globalPreferences.cpuUsageLimitPct);
  }

  /**
   * Remembers how the task ended, for the case that the client starts it once more. What ended before
   * the slot was ours ends the same way again.
   */
  async markFinished(summary: RunSummary): Promise<void> {
    if (this.#attached === undefined) return;
    const { slot, initData } = this.#attached;
    const mark = { result: initData?.resultName ?? '', summary };
    await writeAtomically(join(slot.directory, FINISHED_FILE), `${JSON.stringify(mark)}\n`);
  }

  /** How an earlier life of this very task ended, where it came to an end that the client missed. */
  async finishedBefore(): Promise<RunSummary | undefined> {
    const { slot, initData } = this.attached;
    try {
      const text = await readFile(join(slot.directory, FINISHED_FILE), 'utf8');
      const mark = JSON.parse(text) as { result?: string; summary?: RunSummary } | null;
      const { summary } = mark ?? {};
      const isOurs = initData !== undefined && mark?.result === initData.resultName;
      return isOurs && summary !== undefined && Object.hasOwn(OUTCOMES, summary.outcome)
        ? summary
        : undefined;
    } catch {
      // None, or damaged: then the task runs.
      return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#attached === undefined) return;
    const { runtime, channels, slot } = this.#attached;
    runtime.close();
    channels.close();
    await slot.close();
  }
}

/** What the file system says of the bridge's own files is about the slot. */
function attachError(directory: string, cause: unknown): unknown {
  const { code, message } = cause as NodeJS.ErrnoException;
  const isKnown = cause instanceof JobError || cause instanceof BoincError;
  if (isKnown || code === undefined || code === 'ENOSPC' || code === 'EDQUOT') return cause;
  return new JobError(
    'slot_unusable',
    `cannot use ${directory} (${message}): let BOINC write there, and reset the project if this stays`,
    { cause, phase: 'prepare' },
  );
}

function describeClient(initData: InitData | undefined): string {
  if (initData === undefined) return 'no init_data.xml here: running without a BOINC client';
  const { majorVersion, minorVersion, release, appName, resultName, slot, ncpus } = initData;
  return (
    `BOINC ${majorVersion}.${minorVersion}.${release}, app ${appName}, task ${resultName}, slot ${slot}, ` +
    `${ncpus || 'unknown'} CPU(s)`
  );
}

function platform(): string {
  return `${process.platform} ${process.arch}`;
}
