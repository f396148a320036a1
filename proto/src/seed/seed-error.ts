/** What is wrong with a seed: its archive, or what it says. */
export type SeedErrorCode = 'not_a_seed' | 'damaged' | 'too_large' | 'invalid';

/** Error of {@link encodeSeed} and {@link decodeSeed}; `message` is one line and never shows the secret. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
  /**
   * `not_a_seed`: the first entry has another name; `damaged`: the archive is broken or cut off;
   * `too_large`: above MAX_SEED_BYTES; `invalid`: a field is missing, unknown or out of range.
   */
  readonly code: SeedErrorCode;

  constructor(code: SeedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
