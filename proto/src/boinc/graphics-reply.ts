import { BoincFormatError } from './boinc-format-error.ts';
import { countBytes, fromByteText, toByteText } from './byte-text.ts';
import { readText } from './message-tags.ts';
import { escapeXml, stripWhiteSpace } from './xml-text.ts';

/** Longest URL or address that a client keeps, in bytes. */
export const MAX_GRAPHICS_TEXT_BYTES = 255;

/** A message on `graphics_reply`: where to look at the app; each is sent once. */
export interface GraphicsReply {
  readonly webGraphicsUrl: string | undefined;
  readonly remoteDesktopAddr: string | undefined;
}

/**
 * Reads a message of an app as the core client does: up to the next `<`, cut at 255 bytes, then
 * entities are decoded. What comes out is a claim, and may hold any character.
 */
export function parseGraphicsReply(text: string): GraphicsReply {
  const webGraphicsUrl = readText(text, 'web_graphics_url', MAX_GRAPHICS_TEXT_BYTES);
  const remoteDesktopAddr = readText(text, 'remote_desktop_addr', MAX_GRAPHICS_TEXT_BYTES);
  return {
    webGraphicsUrl: webGraphicsUrl === undefined ? undefined : fromByteText(webGraphicsUrl),
    remoteDesktopAddr:
      remoteDesktopAddr === undefined ? undefined : fromByteText(remoteDesktopAddr),
  };
}

/**
 * Writes what is given, with `&`, `<` and `>` as entities; apps send the URL first and the address in a
 * message of its own. The result is a message's text: one character per byte.
 *
 * @throws BoincFormatError `invalid_text` for what the client would not read back as it is: above 255
 * bytes with entities, white space at an end, a control character.
 */
export function formatGraphicsReply(reply: Partial<GraphicsReply>): string {
  return (
    element('web_graphics_url', reply.webGraphicsUrl) +
    element('remote_desktop_addr', reply.remoteDesktopAddr)
  );
}

function element(name: string, text: string | undefined): string {
  if (text === undefined) return '';
  const escaped = escapeXml(text);
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text) || stripWhiteSpace(text) !== text) {
    throw new BoincFormatError(
      'invalid_text',
      `${name}: no control characters, no space at an end`,
    );
  }
  if (countBytes(escaped) > MAX_GRAPHICS_TEXT_BYTES) {
    throw new BoincFormatError(
      'invalid_text',
      `${name}: has more than ${MAX_GRAPHICS_TEXT_BYTES} bytes; a client would cut it`,
    );
  }
  return `<${name}>${toByteText(escaped)}</${name}>`;
}
