/**
 * What is wrong with a text of BOINC's interface. `truncated`: its end is missing; `too_large`: above the
 * limit that the message names; `not_init_data`: the document has another root; `invalid_number`: no
 * number, or none that can be; `missing`: something that must be there is not; `invalid_text`: a text
 * with characters, or of a length, that its reader would not take.
 */
export type BoincFormatErrorCode =
  'truncated' | 'too_large' | 'not_init_data' | 'invalid_number' | 'missing' | 'invalid_text';

/**
 * A text of BOINC's interface cannot be read or written. `message` is one line: what, where, what to do.
 * It shows no value of the text except where that value is itself the problem, and never a secret.
 */
export class BoincFormatError extends Error {
  override readonly name = 'BoincFormatError';
  readonly code: BoincFormatErrorCode;

  constructor(code: BoincFormatErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
