import type { Duplex } from 'node:stream';
import type { FrameFilter } from './frame-filter.ts';

/** Largest frame that QEMU's network layer hands on (its NET_BUFSIZE). */
export const MAX_FRAME_BYTES = 4096 + 65_536;

/** Most bytes that wait for QEMU to take them back; further frames are lost, as networks may. */
export const MAX_QUEUED_FRAME_BYTES = 1024 * 1024;

const LENGTH_BYTES = 4;

export interface RelayFramesOptions {
  /** Where QEMU's `filter-redirector` writes frames: 4 bytes of length, big-endian, then the frame. */
  readonly from: Duplex;
  /** Where it reads those that may go on, in the same form. */
  readonly to: Duplex;
  readonly isAllowed: FrameFilter;
  /** Called for each frame that is lost. */
  readonly onDropped?: ((frame: Uint8Array) => void) | undefined;
}

/**
 * Passes a guest's frames through a filter until the streams end. It never stops reading: QEMU waits
 * for the write of a frame with all else at rest, so a pause here could be for ever. A frame of
 * impossible length ends both streams, and with them the guest's network.
 */
export function relayFrames(options: RelayFramesOptions): void {
  const { from, to, isAllowed, onDropped } = options;
  let rest: Buffer = Buffer.alloc(0);
  to.resume();
  from.on('data', (chunk: Buffer) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (bytes.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + bytes.readUInt32BE(0);
      if (end > LENGTH_BYTES + MAX_FRAME_BYTES) {
        from.destroy();
        to.destroy();
        return;
      }
      if (bytes.length < end) break;
      const frame = bytes.subarray(LENGTH_BYTES, end);
      const hasRoom = to.writableLength + end <= MAX_QUEUED_FRAME_BYTES;
      if (to.writable && hasRoom && isAllowed(frame)) to.write(bytes.subarray(0, end));
      else onDropped?.(frame);
      bytes = bytes.subarray(end);
    }
    // A copy: the piece must not hold on to the whole chunk.
    rest = Buffer.from(bytes);
  });
}
