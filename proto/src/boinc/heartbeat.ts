import { readBoolean, readDouble, readInteger } from './message-tags.ts';
import { formatExponent, formatInteger } from './number-text.ts';

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
export function parseHeartbeat(text: string): Heartbeat {
  return {
    isHeartbeat: text.includes('<heartbeat/>'),
    wssBytes: readDouble(text, 'wss'),
    maxWssBytes: readDouble(text, 'max_wss'),
    // Each message says it anew: without the tag the network is not suspended.
    networkSuspended: readBoolean(text, 'network_suspended') ?? false,
    sporadicCa: readInteger(text, 'sporadic_ca'),
  };
}

/**
 * Writes a heartbeat as the core client does: one line, no newline. Figures that are not given are 0.
 *
 * @throws BoincFormatError `invalid_number` for a figure that is not finite.
 */
export function formatHeartbeat(
  heartbeat: Partial<Omit<Heartbeat, 'isHeartbeat'>>,
  { bothNetworkTags = false }: FormatHeartbeatOptions = {},
): string {
  const { wssBytes = 0, maxWssBytes = 0, networkSuspended = false, sporadicCa = 0 } = heartbeat;
  const network = bothNetworkTags
    ? '<network_suspended/><suspend_network/>'
    : '<network_suspended/>';
  return (
    `<heartbeat/><wss>${formatExponent(wssBytes)}</wss>` +
    `<max_wss>${formatExponent(maxWssBytes)}</max_wss>` +
    (networkSuspended ? network : '') +
    (sporadicCa === 0 ? '' : `<sporadic_ca>${formatInteger(sporadicCa)}</sporadic_ca>`)
  );
}
