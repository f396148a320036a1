import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  BOINC_FILES,
  formatExponent,
  formatHeartbeat,
  formatTrickleDownNotice,
  parseAppStatus,
  parseGraphicsReply,
  parseTrickleUpNotice,
} from '@vmslot/proto/boinc';
import { rm } from 'node:fs/promises';
import type { AppSession } from '../app/index.ts';
import { Exclusive } from '../flow/exclusive.ts';
import { makeDirectory } from '../state/make-directory.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { attempt } from './attempt.ts';
import { ControlQueue } from './control-queue.ts';
import * as limits from './core-client-limits.ts';
import { CoreClientStateFile } from './core-client-state.ts';
import { SharedMemoryFile } from './shared-memory-file.ts';
import { drainSegment, newSegmentKey, NO_SEGMENT, segmentCommand } from './shared-segment.ts';
import { SlotDirectory } from './slot-directory.ts';
import { slotInitData } from './slot-init-data.ts';
import { SlotMessages } from './slot-messages.ts';
import { takeTrickle } from './slot-trickles.ts';
import { SlotUploads } from './slot-uploads.ts';
import { statusReport } from './status-report.ts';

/** What a {@link CoreClient} works on. */
export interface CoreClientOptions {
  /** Takes what the program says; a step of it is open. */
  readonly session: AppSession;
  readonly step: number;
  readonly workDirectory: string;
  /** Of the step, below the work directory; empty: that itself. */
  readonly cwd: string;
  /** For what another life of the agent needs; closed to programs, in the same file system. */
  readonly stateDirectory: string;
  readonly user: GuestUser;
  /** True for a program that wants a System V segment; not read where an earlier life has begun. Default: false. */
  readonly hasSegment?: boolean;
  /** The program `shared-segment`. */
  readonly segmentProgram: string;
  readonly nowMs: () => number;
}

const MEMORY_FILE = 'memory';
const STATE_FILE = 'state';
const TAKEN_POLL_MS = 20;

/**
 * The core client's side of BOINC's runtime interface for the program of a step, which is linked with
 * BOINC's own library and knows nothing of this agent. It does nothing by itself: whoever makes it calls
 * `start` before each start of the program, `look` several times a second while it runs, and `leave` when
 * all its processes have ended, then disposes of it.
 *
 * What the program says goes to the session, as what others say by AppService; each byte is a claim.
 */
export class CoreClient implements AsyncDisposable {
  readonly #options: CoreClientOptions;
  readonly #slot: SlotDirectory;
  readonly #state: CoreClientStateFile;
  readonly #queue = new ControlQueue();
  readonly #uploads: SlotUploads;
  readonly #messages: SlotMessages;
  readonly #exclusive = new Exclusive();
  #memory: SharedMemoryFile | undefined;
  #areFactsStale = false;
  #hasUploadNews = false;
  #heartbeatAtMs = Number.NEGATIVE_INFINITY;
  #asked: 'nothing' | 'quit' | 'abort' = 'nothing';

  private constructor(options: CoreClientOptions, slot: SlotDirectory, state: CoreClientStateFile) {
    this.#options = options;
    this.#slot = slot;
    this.#state = state;
    this.#uploads = new SlotUploads({ ...options, slot });
    this.#messages = new SlotMessages({ ...options, slot });
  }

  /** Makes the client of a program that is about to be started for the first time. */
  static async create(options: CoreClientOptions): Promise<CoreClient> {
    await makeDirectory(options.stateDirectory, 0o700);
    return await CoreClient.#open(options);
  }

  /** Takes up the client of a program that an earlier life of the agent has started. */
  static async takeUp(options: CoreClientOptions): Promise<CoreClient> {
    const client = await CoreClient.#open(options);
    client.#memory = await SharedMemoryFile.reopen(join(options.stateDirectory, MEMORY_FILE));
    // The one before may have died between knowing of new facts and telling them.
    client.#areFactsStale = true;
    return client;
  }

  static async #open(options: CoreClientOptions): Promise<CoreClient> {
    const { earlierCpuTimeMs = 0 } = await options.session.join({});
    const earlierCpuTimeS = earlierCpuTimeMs / 1000;
    const state = CoreClientStateFile.open(join(options.stateDirectory, STATE_FILE), {
      prematureCount: 0,
      checkpointCount: 0,
      checkpointCpuTimeS: earlierCpuTimeS,
      startCpuTimeS: earlierCpuTimeS,
      trickleCount: 0,
      isSpoken: false,
      shmKey: options.hasSegment === true ? newSegmentKey() : NO_SEGMENT,
    });
    return new CoreClient(options, new SlotDirectory(options), state);
  }

  /**
   * Makes what a program finds at its start: `init_data.xml`, and the shared memory with nothing in it.
   * Where the directory is missing nothing is made; then the program cannot start either.
   */
  async start(): Promise<void> {
    await this.#exclusive.run(async () => {
      const { stateDirectory, user } = this.#options;
      await this.#memory?.[Symbol.asyncDispose]();
      this.#memory = undefined;
      this.#queue.clear();
      this.#asked = 'nothing';
      this.#state.update({
        startCpuTimeS: this.#state.state.checkpointCpuTimeS,
        shmKey: this.#shmKey === NO_SEGMENT ? NO_SEGMENT : newSegmentKey(),
      });
      const path = join(stateDirectory, MEMORY_FILE);
      await rm(path, { force: true });
      const memory = await SharedMemoryFile.create(path, user);
      this.#memory = memory;
      await this.#slot.link(path, BOINC_FILES.sharedMemory);
      await this.#writeInitData();
      this.#heartbeatAtMs = Number.NEGATIVE_INFINITY;
    });
  }

  /** Speaks with the program once. @param isEnding true where the agent wants it to leave */
  async look(isEnding: boolean): Promise<void> {
    await this.#exclusive.run(async () => {
      const memory = this.#memory;
      if (memory === undefined) return;
      await this.#listen(memory);
      const { control } = this.#options.session;
      const wanted = control.abortRequested === true ? 'abort' : 'quit';
      if (isEnding || control.quitRequested === true || control.abortRequested === true)
        this.#ask(wanted);
      if (this.#areFactsStale || control.factsChanged === true) {
        await this.#writeInitData();
        this.#queue.add({ rereadAppInfo: true });
      }
      await this.#queue.flush(memory);
      await this.#tellOfFiles(memory);
      const nowMs = this.#options.nowMs();
      // One that was not taken stays as it is, as with the core client.
      if (nowMs - this.#heartbeatAtMs < limits.HEARTBEAT_INTERVAL_MS) return;
      this.#heartbeatAtMs = nowMs;
      const heartbeat = {
        wssBytes: control.memoryBytes ?? 0,
        maxWssBytes: control.memoryLimitBytes || totalmem(),
        networkSuspended: control.networkSuspended ?? false,
      };
      await memory.send('heartbeat', formatHeartbeat(heartbeat, { bothNetworkTags: true }));
    });
  }

  /**
   * The words of a command for the user of the program that goes before it and stays beside it, and gets its
   * process id behind them; undefined: none is needed.
   */
  get companion(): readonly string[] | undefined {
    const { segmentProgram } = this.#options;
    return this.#shmKey === NO_SEGMENT ? undefined : segmentCommand(segmentProgram, this.#shmKey);
  }

  /** Takes what the program has left in its channels, once its processes have ended. */
  async leave(): Promise<void> {
    await this.#exclusive.run(async () => {
      const memory = this.#memory;
      if (memory === undefined) return;
      await this.#listen(memory);
      const key = this.#shmKey;
      if (key === NO_SEGMENT) return;
      const { segmentProgram, user } = this.#options;
      await drainSegment({ program: segmentProgram, key, memory, user });
      await this.#listen(memory);
    });
  }

  /** True once the program has told anything: then it takes what it is told, too. */
  get isHeard(): boolean {
    return this.#state.state.isSpoken;
  }

  /** True where a program has told anything, or has taken the lock of its slot. */
  async isSpoken(): Promise<boolean> {
    return this.#state.state.isSpoken || (await this.#slot.has(BOINC_FILES.lock));
  }

  /** Counts an exit with 0 and without a word; true where the program is to be started again. */
  notePrematureExit(): boolean {
    const prematureCount = this.#state.state.prematureCount + 1;
    this.#state.update({ prematureCount });
    return prematureCount <= limits.MAX_PREMATURE_EXITS;
  }

  /** Tells the program that it will be stopped, and gives it MAX_SUSPEND_NOTICE_MS to take that in. */
  async suspend(): Promise<void> {
    await this.#exclusive.run(async () => {
      const memory = this.#memory;
      if (memory === undefined || !this.#state.state.isSpoken) return;
      this.#queue.add({ suspend: true });
      const rounds = Math.ceil(limits.MAX_SUSPEND_NOTICE_MS / TAKEN_POLL_MS);
      for (let round = 0; round < rounds; round += 1) {
        const isSent = await this.#queue.flush(memory);
        if (isSent && (await memory.isFree('process_control_request'))) return;
        await delay(TAKEN_POLL_MS);
      }
    });
  }

  /** Tells the program that it goes on, once its processes do. */
  async resume(): Promise<void> {
    await this.#exclusive.run(async () => {
      this.#queue.add({ resume: true });
      if (this.#memory !== undefined) await this.#queue.flush(this.#memory);
    });
  }

  /** Takes back what was made for the program, and closes what is open. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#exclusive.run(async () => {
      await this.#memory?.[Symbol.asyncDispose]();
      this.#memory = undefined;
      this.#state[Symbol.dispose]();
    });
  }

  /** Deletes what only a running program needs; its finish files stay. */
  async clearSlot(): Promise<void> {
    await this.#slot.remove(BOINC_FILES.sharedMemory);
    await this.#slot.remove(BOINC_FILES.initData);
  }

  get #shmKey(): number {
    return this.#state.state.shmKey ?? NO_SEGMENT;
  }

  async #writeInitData(): Promise<void> {
    const { startCpuTimeS } = this.#state.state;
    const facts = await this.#options.session.join({});
    const start = {
      slotDirectory: this.#slot.path,
      wuCpuTimeS: startCpuTimeS,
      shmKey: this.#shmKey,
    };
    await this.#slot.write(BOINC_FILES.initData, slotInitData(facts, start));
    this.#areFactsStale = false;
  }

  /** Asks once; to abort counts more than to quit. */
  #ask(wanted: 'quit' | 'abort'): void {
    if (this.#asked === wanted || this.#asked === 'abort') return;
    this.#asked = wanted;
    // A suspended program on Linux takes neither before it was woken.
    this.#queue.add({ resume: true, [wanted]: true });
  }

  async #listen(memory: SharedMemoryFile): Promise<void> {
    const { session } = this.#options;
    const status = await memory.peek('app_status');
    if (status !== undefined) {
      await this.#takeStatus(status);
      await memory.release('app_status');
    }
    const graphics = await memory.peek('graphics_reply');
    if (graphics !== undefined) {
      const { remoteDesktopAddr, webGraphicsUrl } = parseGraphicsReply(graphics);
      const report = {
        ...(webGraphicsUrl === undefined ? {} : { webGraphicsUrl }),
        ...(remoteDesktopAddr === undefined ? {} : { remoteDesktopAddress: remoteDesktopAddr }),
      };
      await attempt(() => session.takeReport({ report }));
      await memory.release('graphics_reply');
    }
    const notice = await memory.peek('trickle_up');
    if (notice === undefined) return;
    const { newTrickleUp, newUploadFile } = parseTrickleUpNotice(notice);
    const { step, stateDirectory } = this.#options;
    const files = { session, step, stateDirectory, slot: this.#slot, state: this.#state };
    const isTaken = !newTrickleUp || (await takeTrickle(files));
    const areTaken = !newUploadFile || (await this.#uploads.takeRequests());
    // The notice stays until all is on the disk: so an agent that dies leaves it to the next one.
    if (isTaken && areTaken) await memory.release('trickle_up');
  }

  async #takeStatus(text: string): Promise<void> {
    const { session, step } = this.#options;
    const status = parseAppStatus(text);
    const report = statusReport(status);
    const { checkpointCount, checkpointCpuTimeS, isSpoken, startCpuTimeS } = this.#state.state;
    // Compared as the message has it, with seven digits: the first one gives back what init_data.xml said.
    const isOld =
      formatExponent(status.checkpointCpuTimeS) === formatExponent(checkpointCpuTimeS) ||
      status.checkpointCpuTimeS === 0;
    // BOINC's wrapper begins with what it has counted itself in an earlier machine, which is less.
    const isEarlier = !isSpoken && status.checkpointCpuTimeS < startCpuTimeS;
    if (isOld || isEarlier) {
      await attempt(() => session.takeReport({ report }));
      const known = isOld ? {} : { checkpointCpuTimeS: status.checkpointCpuTimeS };
      if (!isSpoken) this.#state.update({ isSpoken: true, ...known });
      return;
    }
    const count = checkpointCount + 1;
    await attempt(() => session.checkpoint({ lifeId: `core-client.${step}`, count, report }));
    this.#state.update({
      isSpoken: true,
      checkpointCount: count,
      checkpointCpuTimeS: status.checkpointCpuTimeS,
      prematureCount: 0,
    });
  }

  async #tellOfFiles(memory: SharedMemoryFile): Promise<void> {
    this.#hasUploadNews = (await this.#uploads.writeStatuses()) || this.#hasUploadNews;
    const uploadFileStatus = this.#hasUploadNews;
    const trickleDown = await this.#messages.next();
    if (!uploadFileStatus && !trickleDown) return;
    const notice = formatTrickleDownNotice({ trickleDown, uploadFileStatus });
    if (!(await memory.send('trickle_down', notice))) return;
    this.#hasUploadNews = false;
    await this.#messages.noteTold();
  }
}
