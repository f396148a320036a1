/**
 * PortRing: bytes on their way from the thread that reads a port to the main thread. A read of a port
 * blocks, so it cannot be in the main thread; a read through Node's thread pool costs a hop for each
 * 4 KiB that a virtio port gives at most (design, section 3). Here the reader fills shared memory
 * without a message per read, and wakes the main thread only when that has run dry.
 */
export interface PortRing {
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly data: Uint8Array<SharedArrayBuffer>;
}

/** Indices into `control`. Positions count bytes modulo 2^31 and so are masked when compared. */
export const RING_WRITTEN = 0;
export const RING_TAKEN = 1;
export const RING_STOP = 2;
/** errno of the failed read, negative as Node reports it; 0 while all is well. */
export const RING_ERRNO = 3;

/** Room of the ring; the reader waits when it is full. A power of two. */
export const RING_BYTES = 256 * 1024;

/** Largest read; a virtio port gives 4 KiB a read, other ports may give more. */
export const MAX_READ_BYTES = 64 * 1024;

/** While no host is attached a read gives 0 bytes at once; then the reader looks again this often. */
export const DETACHED_POLL_MS = 20;

/** The longest such pause, of a terminal whose other end is gone; it doubles up to here. */
export const MAX_DETACHED_POLL_MS = 320;

/**
 * A terminal that gives nothing at all for so long, in milliseconds, has been hung up (vhangup(2), as a
 * login program does it) and must be opened anew: this descriptor stays dead.
 */
export const HANG_UP_TIMEOUT_MS = 10_000;

const MASK = 0x7fffffff;

export function createPortRing(): PortRing {
  return {
    control: new Int32Array(new SharedArrayBuffer(16)),
    data: new Uint8Array(new SharedArrayBuffer(RING_BYTES)),
  };
}

/** Bytes that wait in the ring. */
export function ringLength({ control }: PortRing): number {
  return (Atomics.load(control, RING_WRITTEN) - Atomics.load(control, RING_TAKEN)) & MASK;
}

/** Moves a position forward and wakes who waits on it. */
export function advance({ control }: PortRing, index: number, count: number): void {
  Atomics.store(control, index, (Atomics.load(control, index) + count) & MASK);
  Atomics.notify(control, index);
}
