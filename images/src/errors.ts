/** What went wrong, for programs; see {@link ImageError}. */
export type ImageErrorCode =
  | 'bad_arguments'
  | 'not_supported'
  | 'program_missing'
  | 'input_missing'
  | 'command_failed'
  | 'image_damaged'
  | 'not_reproducible'
  | 'cancelled';

/** Only error class of the image builder. The message is one line: what failed, where, what to do. */
export class ImageError extends Error {
  readonly code: ImageErrorCode;

  constructor(code: ImageErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'ImageError';
    this.code = code;
  }
}
