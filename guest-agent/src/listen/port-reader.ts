import { readSync, readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import {
  DETACHED_POLL_MS,
  MAX_READ_BYTES,
  RING_BYTES,
  RING_ERRNO,
  RING_STOP,
  RING_TAKEN,
  RING_WRITTEN,
  advance,
  ringLength,
  type PortRing,
} from './port-ring.ts';

/** What the main thread gives the reader. */
export interface PortReaderData {
  readonly role: 'port-reader';
  readonly fileDescriptor: number;
  readonly ring: PortRing;
}

/** True in a thread that was started to read a port. */
export function isPortReader(data: unknown): data is PortReaderData {
  return typeof data === 'object' && data !== null && 'role' in data && data.role === 'port-reader';
}

/** Nice value of the reader against the main thread's 0, where the agent may set one. */
const READER_NICE = -10;

/**
 * Puts this thread ahead of the main one: on a guest with one CPU it then goes on reading, 4 KiB at a
 * time, until the port is empty, and the main thread finds one large piece instead of many small ones.
 */
function goAhead(): void {
  try {
    // Linux: "PID/task/TID", and a priority may be set for a thread by its number, setpriority(2).
    const thread = readlinkSync('/proc/thread-self').split('/').at(-1);
    setPriority(Number(thread), READER_NICE);
  } catch (error) {
    // Without the right to do so (development as an ordinary user) it works all the same, slower.
    if (!(error instanceof Error)) throw error;
  }
}

/** Reads the port until told to stop. Runs in a thread of its own. */
export function readPort({ fileDescriptor, ring }: PortReaderData): void {
  const { control, data } = ring;
  goAhead();
  while (Atomics.load(control, RING_STOP) === 0) {
    const waiting = ringLength(ring);
    if (waiting === RING_BYTES) {
      Atomics.wait(control, RING_TAKEN, Atomics.load(control, RING_TAKEN), DETACHED_POLL_MS);
      continue;
    }
    const start = Atomics.load(control, RING_WRITTEN) & (RING_BYTES - 1);
    const room = Math.min(RING_BYTES - waiting, RING_BYTES - start, MAX_READ_BYTES);
    let count: number;
    try {
      count = readSync(fileDescriptor, data, start, room, null);
    } catch (error) {
      const { code, errno } = error as NodeJS.ErrnoException;
      if (code === 'EINTR' || code === 'EAGAIN') continue;
      Atomics.store(control, RING_ERRNO, errno ?? -1);
      Atomics.notify(control, RING_WRITTEN);
      return;
    }
    // Linux, drivers/char/virtio_console.c: a read gives 0 while the host's end is closed.
    if (count === 0) Atomics.wait(control, RING_STOP, 0, DETACHED_POLL_MS);
    else advance(ring, RING_WRITTEN, count);
  }
}

if (parentPort !== null && isPortReader(workerData)) readPort(workerData);
