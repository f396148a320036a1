import type { Duplex } from 'node:stream';
import { createDuplexPair } from './duplex-pair.ts';

/** What becomes of the bytes of one direction: pieces that the other end gets instead of the chunk. */
export type Tamper = (chunk: Uint8Array) => readonly Uint8Array[];

/** Settings of `createFaultyPipe`; a direction without one is left as it is. */
export interface FaultyPipeOptions {
  readonly firstToSecond?: Tamper;
  readonly secondToFirst?: Tamper;
}

/** A pipe whose bytes pass through the hands of a test. */
export interface FaultyPipe {
  readonly first: Duplex;
  readonly second: Duplex;
  /** Closes both ends at once, as a hypervisor that goes away does. Idempotent. */
  readonly cut: () => void;
}

/**
 * Two connected ends with a tamperer in each direction. Both directions keep to their reader's pace,
 * also for what is put in. Ends and destroys pass through. The caller cuts it or destroys one end.
 */
export function createFaultyPipe(options: FaultyPipeOptions = {}): FaultyPipe {
  const [first, firstInner] = createDuplexPair();
  const [second, secondInner] = createDuplexPair();
  const cut = (): void => {
    firstInner.destroy();
    secondInner.destroy();
  };
  relay(firstInner, secondInner, options.firstToSecond);
  relay(secondInner, firstInner, options.secondToFirst);
  return { first, second, cut };
}

function relay(from: Duplex, to: Duplex, tamper: Tamper = (chunk) => [chunk]): void {
  from.on('data', (chunk: Uint8Array) => {
    let roomLeft = true;
    for (const piece of tamper(chunk)) {
      if (piece.length > 0) roomLeft = to.write(piece);
    }
    if (roomLeft) return;
    from.pause();
    to.once('drain', () => from.resume());
  });
  from.on('end', () => to.end());
  // The ends that the test holds get the same error from the pair itself.
  from.on('error', (error) => to.destroy(error));
  from.on('close', () => to.destroy());
}
