/** A message on `heartbeat`: once a second from the core client while the channel is empty. */
export interface Heartbeat {
  /** The message has the tag that resets the app's 30 s count. */
  readonly isHeartbeat: boolean;
  /** Resident set size of the task's processes as the client measured it, every 10 s; 0 at first. */
  readonly wssBytes: number | undefined;
  /** Memory that all of BOINC's work may have at the moment. */
  readonly maxWssBytes: number | undefined;
  /** Network activity is suspended; the app shall not use the network. */
  readonly networkSuspended: boolean;
  /** Sporadic apps: 1 don't compute, 2 could compute, 3 computing. */
  readonly sporadicCa: number | undefined;
}

/** Options of {@link formatHeartbeat}. */
export interface FormatHeartbeatOptions {
  /**
   * Also write the tag that libraries from 6.12 to 8.2.13 look for, which no client ever sent: what
   * wants to be understood by every app sends both. Default: false, as the client does.
   */
  readonly bothNetworkTags?: boolean;
}

/** Reads a message of the core client, by BOINC's rules for tags and numbers. */
export function parseHeartbeat(_text: string): Heartbeat {
  throw new Error('not written yet');
}

/** Writes a heartbeat as the core client does: one line, no newline. */
export function formatHeartbeat(
  _heartbeat: Partial<Omit<Heartbeat, 'isHeartbeat'>>,
  _options: FormatHeartbeatOptions = {},
): string {
  throw new Error('not written yet');
}
