/** How often the core client's process is looked for (API, boinc-runtime reference 3.2). */
export const CLIENT_CHECK_INTERVAL_MS = 10_000;

/** Without a process id: the client is gone after this long without a heartbeat. */
export const HEARTBEAT_TIMEOUT_MS = 30_000;

/** False only where no such process exists; one of another user is alive. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

export interface ClientWatchOptions {
  /** 0 where the client did not say: then heartbeats count. Below 0 it names no process either. */
  readonly clientPid: number;
  /** Milliseconds of a clock that never jumps. */
  readonly nowMs: number;
  readonly exists?: (pid: number) => boolean;
}

/**
 * ClientWatch tells when the core client is gone, as BOINC's own library does: by its process id, or by
 * the silence of its heartbeats. Only time that this program saw pass counts: after a sleep of the
 * machine the silence begins anew.
 */
export class ClientWatch {
  readonly #clientPid: number;
  readonly #exists: (pid: number) => boolean;
  #lookedAtMs: number;
  #lastTickMs: number;
  #silentMs = 0;

  constructor({ clientPid, nowMs, exists = processExists }: ClientWatchOptions) {
    this.#clientPid = clientPid;
    this.#exists = exists;
    this.#lookedAtMs = nowMs;
    this.#lastTickMs = nowMs;
  }

  heartbeat(): void {
    this.#silentMs = 0;
  }

  /** To be called often. @returns true once the client is gone */
  isGone(nowMs: number): boolean {
    // A gap between two calls is a sleep of the host or of this program, not silence of the client.
    this.#silentMs += Math.min(nowMs - this.#lastTickMs, MAX_COUNTED_GAP_MS);
    this.#lastTickMs = nowMs;
    // A number below 0 would ask about a group of processes.
    if (this.#clientPid <= 0) return this.#silentMs >= HEARTBEAT_TIMEOUT_MS;
    if (nowMs - this.#lookedAtMs < CLIENT_CHECK_INTERVAL_MS) return false;
    this.#lookedAtMs = nowMs;
    return !this.#exists(this.#clientPid);
  }
}

/** Longest time between two looks that counts as silence in full. */
export const MAX_COUNTED_GAP_MS = 1_000;
