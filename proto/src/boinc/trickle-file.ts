/** Longest variety, in bytes. */
export const MAX_TRICKLE_VARIETY_BYTES = 255;

/** Largest text of a trickle, in bytes of UTF-8. */
export const MAX_TRICKLE_TEXT_BYTES = 60 * 1024;

/** A trickle-up message: the content of `trickle_up.xml`. */
export interface TrickleUp {
  /** Name by which the project's server finds the handler. */
  readonly variety: string;
  readonly text: string;
}

/**
 * The content of `trickle_up.xml`.
 *
 * @throws BoincFormatError `invalid_text` or `too_large`.
 */
export function formatTrickleUp(_trickle: TrickleUp): string {
  throw new Error('not written yet');
}

/**
 * Reads the content of a `trickle_up.xml`; refuses what {@link formatTrickleUp} would not write.
 *
 * @throws BoincFormatError `missing`, `invalid_text` or `too_large`.
 */
export function parseTrickleUp(_content: string): TrickleUp {
  throw new Error('not written yet');
}

/** The text of a `trickle_down_…` file: what the server sent, without the empty line the client puts first. */
export function parseTrickleDown(_content: string): string {
  throw new Error('not written yet');
}
