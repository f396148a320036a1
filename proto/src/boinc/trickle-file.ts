import { BoincFormatError } from './boinc-format-error.ts';
import { countBytes } from './byte-text.ts';

/** Longest variety, in bytes: a server keeps 255 (sched/sched_types.h). */
export const MAX_TRICKLE_VARIETY_BYTES = 255;

/** Largest text of a trickle, in bytes of UTF-8: a server's column holds 64 KiB. */
export const MAX_TRICKLE_TEXT_BYTES = 60 * 1024;

/** A trickle-up message: the content of `trickle_up.xml`. */
export interface TrickleUp {
  /** Name by which the project's server finds the handler: visible ASCII but `&`, `<` and `>`. */
  readonly variety: string;
  /** Anything but NUL, `</msg_from_host` and `<variety>`. */
  readonly text: string;
}

/**
 * The content of `trickle_up.xml`. The client puts it into its request to the project as it is, so a
 * text that would end its own element, and so write into the request, is refused.
 *
 * @throws BoincFormatError `invalid_text` or `too_large`.
 */
export function formatTrickleUp({ variety, text }: TrickleUp): string {
  checkTrickle(variety, text);
  return `<variety>${variety}</variety>\n${text}`;
}

/**
 * Reads the content of a `trickle_up.xml`; refuses what {@link formatTrickleUp} would not write.
 *
 * @throws BoincFormatError `missing`, `invalid_text` or `too_large`.
 */
export function parseTrickleUp(content: string): TrickleUp {
  const [head, variety] =
    /^\s*<variety>\s*([^<]{0,300}?)\s*<\/variety>[ \t]*\r?\n?/.exec(content) ?? [];
  if (head === undefined || variety === undefined) {
    throw new BoincFormatError(
      'missing',
      'trickle_up.xml: begins without <variety>; write <variety>NAME</variety> and a newline first',
    );
  }
  const text = content.slice(head.length);
  checkTrickle(variety, text);
  return { variety, text };
}

/** The text of a `trickle_down_…` file: what the server sent, without the empty line the client puts first. */
export function parseTrickleDown(content: string): string {
  return content.replace(/^\r?\n/, '');
}

function checkTrickle(variety: string, text: string): void {
  if (!/^[!-~]+$/.test(variety) || /[&<>]/.test(variety)) {
    throw new BoincFormatError(
      'invalid_text',
      'the variety of a trickle must be visible ASCII without &, < and >',
    );
  }
  if (variety.length > MAX_TRICKLE_VARIETY_BYTES) {
    throw new BoincFormatError(
      'too_large',
      `the variety of a trickle has ${variety.length} bytes, above ${MAX_TRICKLE_VARIETY_BYTES}`,
    );
  }
  if (countBytes(text) > MAX_TRICKLE_TEXT_BYTES) {
    throw new BoincFormatError(
      'too_large',
      `the text of a trickle has ${countBytes(text)} bytes, above ${MAX_TRICKLE_TEXT_BYTES}`,
    );
  }
  if (text.includes('\0') || /<\s*\/\s*msg_from_host|<variety>/i.test(text)) {
    throw new BoincFormatError(
      'invalid_text',
      'the text of a trickle must not hold NUL, </msg_from_host or <variety>',
    );
  }
}
