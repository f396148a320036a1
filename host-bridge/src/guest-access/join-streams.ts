import { pipeline, type Duplex } from 'node:stream';

/**
 * Passes bytes between two streams, both ways, at the reader's pace. The end of one direction ends
 * that direction alone; a stream that fails or is destroyed takes the other one along. Both must be
 * made to stay half open.
 */
export function joinStreams(one: Duplex, other: Duplex): void {
  const onEnd = (error: Error | null | undefined): void => {
    if (!error) return;
    one.destroy();
    other.destroy();
  };
  pipeline(one, other, onEnd);
  pipeline(other, one, onEnd);
}
