/**
 * GuestStatus: what the agent says of itself every few seconds on a channel that nobody need read. It
 * tells a link that is stuck from a guest that is dead, and nothing depends on it. All of it is a claim
 * of the guest.
 */
export interface GuestStatus {
  /** Rises by one with each line, from 1 at the agent's start; begins anew above 2^32 - 1. */
  readonly sequence: number;
  /** Since the guest's kernel started. */
  readonly uptimeMs: number;
  /** `none`: the agent listens on a socket, and there is no link. */
  readonly link: 'up' | 'down' | 'none';
  /** Number of the epoch that is up; 0 where none is. */
  readonly epoch: number;
  /** Tasks that run or are suspended. */
  readonly taskCount: number;
  /** How much later than it should the agent's main thread came to write this line. */
  readonly delayMs: number;
  /** Share of the time since the line before in which that thread was busy, in thousandths. */
  readonly busyPermille: number;
}

/** Longest line, its line end included. */
export const MAX_STATUS_LINE_BYTES = 160;

/** Every line begins so; the number is the version of its layout. */
export const STATUS_PREFIX = 'vmslot-status 1 ';

/** Pause between two lines while nothing changes. */
export const STATUS_INTERVAL_MS = 5_000;

/** Name of the virtio-serial port for status lines. A machine without one has no such channel. */
export const STATUS_PORT_NAME = 'org.vmslot.status.0';
