import { EventEmitter } from 'node:events';
import {
  formatAppStatus,
  formatGraphicsReply,
  formatTrickleUpNotice,
  parseHeartbeat,
  parseProcessControl,
  parseTrickleDownNotice,
  type AppStatus,
  type InitData,
} from '@vmslot/proto/boinc';
import { ClientWatch } from './client-process.ts';
import type { MessageChannels } from './message-channels.ts';
import { ThrottlePattern, type ThrottleState } from './throttle-pattern.ts';

/** How often the client's messages are looked for, as in BOINC's own library. */
export const MESSAGE_POLL_INTERVAL_MS = 100;

/** How often the client is told how the task is, as in BOINC's own library. */
export const STATUS_INTERVAL_MS = 1_000;

/** How long a last status may wait for the client to read it, as in BOINC's own library. */
export const LAST_STATUS_TIMEOUT_MS = 2_500;

/** A clock that tests can drive; `now` never jumps. */
export interface RuntimeClock {
  now(): number;
  /** Calls back again and again until it is cancelled. */
  setInterval(callback: () => void, intervalMs: number): { cancel(): void };
}

export interface RuntimeClientOptions {
  readonly channels: MessageChannels;
  readonly initData: Pick<InitData, 'clientPid' | 'wuCpuTimeS'>;
  /** `cpu_usage_limit` in percent; 0 or 100: none. */
  readonly cpuUsageLimitPercent: number;
  readonly clock: RuntimeClock;
  readonly processExists?: (pid: number) => boolean;
}

export interface RuntimeClientEvents {
  /** The machine shall stand still, go on, or use a share of its CPUs. */
  machine: [ThrottleState];
  /** Network activity is suspended (true) or allowed again. */
  network: [boolean];
  /** Memory that all BOINC work together may use now, in bytes. */
  memory: [number];
  quit: [];
  abort: [];
  /** init_data.xml was written anew. */
  reread: [];
  /** The client's process is gone. */
  clientGone: [];
  /** A trickle_down file or an upload status lies in the slot. */
  trickleDown: [];
  uploadStatus: [];
  /** Once a second, after the status was sent. */
  tick: [];
}

/**
 * RuntimeClient: the app's half of BOINC's runtime protocol (checklist 9.1 of the boinc-runtime
 * reference), as far as it is messages. It acts on nothing itself: its events say what the client
 * wants, and `report` what the client shall know. Who made it closes it; the channels stay open.
 */
export class RuntimeClient extends EventEmitter<RuntimeClientEvents> {
  readonly #channels: MessageChannels;
  readonly #clock: RuntimeClock;
  readonly #watch: ClientWatch;
  readonly #throttle = new ThrottlePattern();
  readonly #timers: { cancel(): void }[] = [];
  readonly #graphics: string[] = [];
  #status: AppStatus;
  #machine: ThrottleState = { paused: false, duty: 1 };
  #networkSuspended = false;
  #maxWssBytes = 0;
  #trickleReady = false;
  #uploadRequested = false;
  #goneTold = false;

  constructor(options: RuntimeClientOptions) {
    super();
    const { channels, clock, initData } = options;
    this.#channels = channels;
    this.#clock = clock;
    this.#watch = new ClientWatch({
      clientPid: initData.clientPid,
      nowMs: clock.now(),
      ...(options.processExists === undefined ? {} : { exists: options.processExists }),
    });
    this.#throttle.setLimit(options.cpuUsageLimitPercent);
    // Another first value would count as a checkpoint that does not exist.
    const startS = initData.wuCpuTimeS;
    this.#status = { currentCpuTimeS: startS, checkpointCpuTimeS: startS };
  }

  /** Begins to listen and to report. */
  start(): void {
    this.#timers.push(
      this.#clock.setInterval(() => this.#poll(), MESSAGE_POLL_INTERVAL_MS),
      this.#clock.setInterval(() => this.#second(), STATUS_INTERVAL_MS),
    );
    this.#poll();
  }

  get machine(): ThrottleState {
    return this.#machine;
  }

  get networkSuspended(): boolean {
    return this.#networkSuspended;
  }

  setCpuUsageLimit(percent: number): void {
    this.#throttle.setLimit(percent);
  }

  /** What the next status says; the newest wins. */
  report(status: AppStatus): void {
    this.#status = status;
  }

  /** Address of the job's web page, 255 bytes at most; sent once. */
  reportWebGraphicsUrl(url: string): void {
    this.#graphics.push(formatGraphicsReply({ webGraphicsUrl: url }));
  }

  /** `host:port` of the machine's screen; sent once. */
  reportRemoteDesktopAddress(address: string): void {
    this.#graphics.push(formatGraphicsReply({ remoteDesktopAddr: address }));
  }

  /** Tells the client, until it has heard it, that trickle_up.xml is in the slot. */
  noticeTrickle(): void {
    this.#trickleReady = true;
  }

  /** The same for upload requests. */
  noticeUpload(): void {
    this.#uploadRequested = true;
  }

  /**
   * Sends a last status, and waits until the client has read it or enough time has passed; the client
   * looks once more when this program has ended.
   */
  async sendLast(status: AppStatus): Promise<void> {
    this.#status = status;
    this.#stopTimers();
    const endsAt = this.#clock.now() + LAST_STATUS_TIMEOUT_MS;
    let isSent = false;
    await new Promise<void>((resolve) => {
      const timer = this.#clock.setInterval(() => {
        this.#sendNotices();
        if (!isSent) isSent = this.#channels.send('app_status', formatAppStatus(status));
        const isRead = isSent && !this.#channels.isPending('app_status');
        const isQuiet = !this.#trickleReady && !this.#uploadRequested;
        if ((!isRead || !isQuiet) && this.#clock.now() < endsAt) return;
        timer.cancel();
        resolve();
      }, MESSAGE_POLL_INTERVAL_MS);
    });
  }

  close(): void {
    this.#stopTimers();
    this.removeAllListeners();
  }

  #stopTimers(): void {
    for (const timer of this.#timers.splice(0)) timer.cancel();
  }

  #poll(): void {
    const now = this.#clock.now();
    this.#readControl(now);
    this.#readHeartbeat();
    const notice = this.#channels.receive('trickle_down');
    if (notice !== undefined) {
      const { trickleDown, uploadFileStatus } = parseTrickleDownNotice(notice);
      if (trickleDown) this.emit('trickleDown');
      if (uploadFileStatus) this.emit('uploadStatus');
    }
    this.#tellMachine(now);
    if (!this.#goneTold && this.#watch.isGone(now)) {
      this.#goneTold = true;
      this.emit('clientGone');
    }
  }

  /** In the order in which BOINC's library looks at one message. */
  #readControl(now: number): void {
    const text = this.#channels.receive('process_control_request');
    if (text === undefined) return;
    const control = parseProcessControl(text);
    if (control.suspend) this.#throttle.suspend(now);
    if (control.resume) this.#throttle.resume(now);
    if (control.rereadAppInfo) this.emit('reread');
    if (control.quit) this.emit('quit');
    if (control.abort) this.emit('abort');
  }

  #readHeartbeat(): void {
    const text = this.#channels.receive('heartbeat');
    if (text === undefined) return;
    const heartbeat = parseHeartbeat(text);
    if (!heartbeat.isHeartbeat) return;
    this.#watch.heartbeat();
    if (heartbeat.networkSuspended !== this.#networkSuspended) {
      this.#networkSuspended = heartbeat.networkSuspended;
      this.emit('network', this.#networkSuspended);
    }
    const { maxWssBytes } = heartbeat;
    if (maxWssBytes !== undefined && maxWssBytes !== this.#maxWssBytes) {
      this.#maxWssBytes = maxWssBytes;
      this.emit('memory', maxWssBytes);
    }
  }

  #tellMachine(now: number): void {
    const next = this.#throttle.state(now);
    if (next.paused === this.#machine.paused && next.duty === this.#machine.duty) return;
    this.#machine = next;
    this.emit('machine', next);
  }

  #second(): void {
    this.#sendNotices();
    // A task that stands still reports nothing, as with BOINC's library.
    if (!this.#machine.paused) this.#channels.send('app_status', formatAppStatus(this.#status));
    const graphics = this.#graphics[0];
    if (graphics !== undefined && this.#channels.send('graphics_reply', graphics)) {
      this.#graphics.shift();
    }
    this.emit('tick');
  }

  #sendNotices(): void {
    if (!this.#trickleReady && !this.#uploadRequested) return;
    const text = formatTrickleUpNotice({
      newTrickleUp: this.#trickleReady,
      newUploadFile: this.#uploadRequested,
    });
    if (!this.#channels.send('trickle_up', text)) return;
    this.#trickleReady = false;
    this.#uploadRequested = false;
  }
}
