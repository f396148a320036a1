import { createConnection } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/*
 * A thread of its own, which does nothing else: whoever receives a machine's memory meanwhile must not delay the
 * time at which a tick is seen. Answers each message after the next tick, with all ticks since the one before.
 */
let times: number[] = [];
let counts: number[] = [];
let wanted = false;

function tell(message: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message);
}

createConnection(workerData as string)
  .on('connect', () => tell('connected'))
  .on('data', (bytes: Buffer) => {
    // Of the wall's clock, since each thread has a zero of its own.
    const atMs = performance.timeOrigin + performance.now();
    times.push(atMs);
    counts.push(bytes.length);
    if (!wanted) return;
    tell({ times, counts });
    wanted = false;
    times = [atMs];
    counts = [0];
  });
parentPort?.on('message', () => {
  wanted = true;
});
