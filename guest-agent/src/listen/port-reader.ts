import { readSync, readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import {
  DETACHED_POLL_MS,
  HANG_UP_TIMEOUT_MS,
  MAX_DETACHED_POLL_MS,
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
  readonly kind: PortKind;
}

/**
 * `port`: a read gives 0 bytes while nobody is at the other end. `terminal`: it fails with EIO while the
 * other end of a pty is closed, and gives 0 bytes for ever once it was hung up.
 */
export type PortKind = 'port' | 'terminal';

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
export function readPort({ fileDescriptor, ring, kind }: PortReaderData): void {
  const { control, data } = ring;
  let pauseMs = DETACHED_POLL_MS;
  let hungUpMs = 0;
  goAhead();
  while (Atomics.load(control, RING_STOP) === 0) {
    const waiting = ringLength(ring);
    if (waiting === RING_BYTES) {
      Atomics.wait(control, RING_TAKEN, Atomics.load(control, RING_TAKEN), DETACHED_POLL_MS);
      continue;
    }
    const start = Atomics.load(control, RING_WRITTEN) & (RING_BYTES - 1);
    const room = Math.min(RING_BYTES - waiting, RING_BYTES - start, MAX_READ_BYTES);
    const result = tryRead(fileDescriptor, data, start, room);
    if (typeof result === 'number' && result > 0) {
      advance(ring, RING_WRITTEN, result);
      pauseMs = DETACHED_POLL_MS;
      hungUpMs = 0;
      continue;
    }
    const { code, errno } = typeof result === 'number' ? NOBODY : result;
    if (code === 'EINTR' || code === 'EAGAIN') continue;
    const isAway = code === NOBODY.code || (kind === 'terminal' && code === 'EIO');
    if (!isAway || hungUpMs >= HANG_UP_TIMEOUT_MS) {
      Atomics.store(control, RING_ERRNO, errno ?? -1);
      Atomics.notify(control, RING_WRITTEN);
      return;
    }
    Atomics.wait(control, RING_STOP, 0, pauseMs);
    if (kind === 'port') continue;
    if (code === NOBODY.code) hungUpMs += pauseMs;
    pauseMs = Math.min(2 * pauseMs, MAX_DETACHED_POLL_MS);
  }
}

/**
 * A read of 0 bytes: no end of file here. Linux, drivers/char/virtio_console.c: the host's end is closed;
 * drivers/tty/tty_io.c: the terminal was hung up.
 */
const NOBODY = { code: 'nobody', errno: -5 };

/** Bytes read, or why none were. */
function tryRead(
  fileDescriptor: number,
  data: Uint8Array,
  start: number,
  room: number,
): number | NodeJS.ErrnoException {
  try {
    return readSync(fileDescriptor, data, start, room, null);
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

if (parentPort !== null && isPortReader(workerData)) readPort(workerData);
