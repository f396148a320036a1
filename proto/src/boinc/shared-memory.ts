/** Size of the memory that core client and app share: eight channels (BOINC `SHARED_MEM`, lib/app_ipc.h). */
export const SHARED_MEMORY_BYTES = 8192;

/** Size of a channel: a flag byte (0 empty, anything else pending), then text that ends with NUL. */
export const CHANNEL_BYTES = 1024;

/** Most bytes of text in a message; longer ones are cut. */
export const MAX_MESSAGE_BYTES = 1022;

/** A message channel, as BOINC names it. */
export type ChannelName =
  | 'process_control_request'
  | 'process_control_reply'
  | 'graphics_request'
  | 'graphics_reply'
  | 'heartbeat'
  | 'app_status'
  | 'trickle_up'
  | 'trickle_down';

/** Where each channel starts in the shared memory, in bytes. */
export const CHANNEL_OFFSETS: Readonly<Record<ChannelName, number>> = {
  process_control_request: 0,
  process_control_reply: 1024,
  graphics_request: 2048,
  graphics_reply: 3072,
  heartbeat: 4096,
  app_status: 5120,
  trickle_up: 6144,
  trickle_down: 7168,
};

/**
 * The bytes to write behind a channel's flag: the text, one byte per character, and the NUL. Like C's
 * string copy it ends at a NUL inside the text, and is cut at `MAX_MESSAGE_BYTES`. A character that
 * does not fit in a byte becomes `?`. The caller sets the flag afterwards, in a write of its own.
 */
export function encodeMessageText(text: string): Uint8Array {
  const end = text.indexOf('\0');
  const length = Math.min(end < 0 ? text.length : end, MAX_MESSAGE_BYTES);
  const bytes = new Uint8Array(length + 1);
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes[index] = unit <= 0xff ? unit : QUESTION_MARK;
  }
  return bytes;
}

/**
 * The text in the bytes behind a channel's flag (1023 of them; fewer are taken as they are): up to the
 * first NUL, and without one the first `MAX_MESSAGE_BYTES`. One character per byte, so nothing is
 * refused: a peer's garbage is text that has none of the tags.
 */
export function decodeMessageText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const length = Math.min(end < 0 ? bytes.length : end, MAX_MESSAGE_BYTES);
  return String.fromCharCode(...bytes.subarray(0, length));
}

const QUESTION_MARK = 0x3f;
