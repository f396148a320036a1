/** Longest URL or address that a client keeps, in bytes. */
export const MAX_GRAPHICS_TEXT_BYTES = 255;

/** A message on `graphics_reply`: where to look at the app; each is sent once. */
export interface GraphicsReply {
  readonly webGraphicsUrl: string | undefined;
  readonly remoteDesktopAddr: string | undefined;
}

/** Reads a message of an app as the core client's string parser does. */
export function parseGraphicsReply(_text: string): GraphicsReply {
  throw new Error('not written yet');
}

/**
 * Writes what is given; apps send the URL first and the address in a message of its own.
 *
 * @throws BoincFormatError `invalid_text` for what the client would not read back as it is.
 */
export function formatGraphicsReply(_reply: Partial<GraphicsReply>): string {
  throw new Error('not written yet');
}
