import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm, writeFile } from 'node:fs/promises';
import {
  type AppStatus,
  BOINC_FILES,
  type ChannelName,
  formatHeartbeat,
  formatProcessControl,
  formatTrickleDownNotice,
  parseAppStatus,
  type ProcessControl,
  SHARED_MEMORY_BYTES,
} from '@vmslot/proto/boinc';
import { openSharedMemoryFile } from '../../host-bridge/src/boinc/shared-memory-file.ts';
import type { FabricatedSlot, SlotEnds } from './fabricated-slot.ts';
import { processesOf, type RunningProcess, signalProcess } from './process-tree.ts';

/** How one life of a task ended. */
export interface SlotEnd extends SlotEnds {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** Unix time in milliseconds when the process was gone. */
  readonly endedAtMs: number;
  /** Processes of the task that still ran then. */
  readonly left: readonly RunningProcess[];
}

export interface SlotRunOptions {
  /** Program to start; by default the bridge's executable is what one gives. */
  readonly program: string;
  readonly arguments?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** User and group of the program. Default: those of this process. */
  readonly userId?: number;
  /** How often status is read and messages are sent. Default: each second, as the client does. */
  readonly periodMs?: number;
}

/**
 * SlotRun: one life of the task of a slot, with the core client's half of the runtime protocol: it
 * sends heartbeats and what is asked for, and reads what the app says. Disposing it kills what is left.
 */
export class SlotRun implements AsyncDisposable {
  readonly slot: FabricatedSlot;
  /** All that came on `app_status`, the last one last. */
  readonly statuses: AppStatus[] = [];
  readonly ended: Promise<SlotEnd>;
  readonly #child: ChildProcess;
  readonly #channels: ReturnType<typeof openSharedMemoryFile>;
  readonly #queue: [ChannelName, string][] = [];
  readonly #timer: NodeJS.Timeout;
  #trickleCount = 0;

  private constructor(slot: FabricatedSlot, child: ChildProcess, periodMs: number) {
    this.slot = slot;
    this.#child = child;
    this.#channels = openSharedMemoryFile(slot.directory);
    this.#timer = setInterval(() => this.#tick(), periodMs);
    this.ended = this.#waitForEnd();
  }

  /** Starts the program in the slot as the client does: shared memory all zero, no files of an end. */
  static async start(slot: FabricatedSlot, options: SlotRunOptions): Promise<SlotRun> {
    await writeFile(slot.path(BOINC_FILES.sharedMemory), Buffer.alloc(SHARED_MEMORY_BYTES));
    for (const name of [BOINC_FILES.finishCalled, BOINC_FILES.temporaryExit]) {
      await rm(slot.path(name), { force: true });
    }
    await using stderr = await open(slot.path(BOINC_FILES.stderr), 'a');
    const child = spawn(options.program, [...(options.arguments ?? [])], {
      cwd: slot.directory,
      stdio: ['ignore', 'ignore', stderr.fd],
      env: options.environment ?? process.env,
      ...(options.userId === undefined ? {} : { uid: options.userId, gid: options.userId }),
    });
    await once(child, 'spawn');
    return new SlotRun(slot, child, options.periodMs ?? 1000);
  }

  /** What the app has said last. */
  get status(): AppStatus | undefined {
    return this.statuses.at(-1);
  }

  /** Number of the process. */
  get pid(): number {
    // It was spawned before this was made.
    return this.#child.pid as number;
  }

  /** Kills the process with SIGKILL; what it has started is left alone. */
  kill9(): void {
    this.#child.kill('SIGKILL');
  }

  /** Sends SIGTERM, as a system does that shuts down. */
  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  /** Asks for something; it is sent when the app has read what was sent before. */
  control(request: Partial<ProcessControl>): void {
    this.#queue.push(['process_control_request', formatProcessControl(request)]);
  }

  /** Lays a message of the project's server into the slot. @returns its file name */
  async sendTrickleDown(text: string): Promise<string> {
    const name = `${BOINC_FILES.trickleDownPrefix}${(this.#trickleCount += 1)}`;
    await writeFile(this.slot.path(name), text);
    const notice = formatTrickleDownNotice({ trickleDown: true, uploadFileStatus: false });
    this.#queue.push(['trickle_down', notice]);
    return name;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.kill9();
    }
    const { left } = await this.ended;
    for (const { pid } of left) signalProcess(pid, 'SIGKILL');
  }

  #tick(): void {
    this.#channels.send('heartbeat', formatHeartbeat({ maxWssBytes: 1e10 }));
    for (const [channel, text] of this.#queue.splice(0)) {
      if (!this.#channels.send(channel, text)) this.#queue.push([channel, text]);
    }
    const text = this.#channels.receive('app_status');
    if (text !== undefined) this.statuses.push(parseAppStatus(text));
  }

  async #waitForEnd(): Promise<SlotEnd> {
    const [exitCode, signal] = (await once(this.#child, 'exit')) as [
      number | null,
      NodeJS.Signals | null,
    ];
    const endedAtMs = Date.now();
    // At once: what an app leaves behind is killed by the client, so it may leave nothing.
    const left = processesOf({ pid: undefined, directory: `${this.slot.directory}/` });
    clearInterval(this.#timer);
    this.#tick();
    this.#channels.close();
    return {
      exitCode: exitCode ?? undefined,
      signal: signal ?? undefined,
      endedAtMs,
      left,
      ...(await this.slot.readEnds()),
    };
  }
}
