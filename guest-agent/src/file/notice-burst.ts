import { readFileSync } from 'node:fs';

/** The kernel's own default where it does not say (inotify(7)). */
const DEFAULT_QUEUED_EVENTS = 16_384;

/** The event loop has one queue of the kernel for all watches; what it has given in this turn. */
let countInTurn = 0;

let maxQueued: number | undefined;

/**
 * Counts an event of inotify. The kernel drops events when its queue is full, and Node does not pass
 * on that it has. Node empties the queue in one turn, so a turn with as many events as the queue can
 * hold, or nearly, may be one that followed a loss.
 * @returns true where events may have been lost
 */
export function noticeBurst(): boolean {
  if (countInTurn === 0) setImmediate(() => (countInTurn = 0));
  countInTurn += 1;
  maxQueued ??= readMaxQueued();
  return countInTurn >= maxQueued / 2;
}

function readMaxQueued(): number {
  try {
    return Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'latin1'));
  } catch {
    return DEFAULT_QUEUED_EVENTS;
  }
}
