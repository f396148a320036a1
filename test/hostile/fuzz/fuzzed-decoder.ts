/**
 * A decoder as the fuzzing sees it. Whatever the bytes are, it must give a result or its own error;
 * see {@link checkDecoder} for the rest of what is asked of it.
 */
export interface FuzzedDecoder {
  readonly name: string;
  /** Reads bytes, wherever they lie in their buffer; the result is compared with others by value. */
  readonly decode: (bytes: Uint8Array) => unknown;
  /** True for the error that this decoder documents. */
  readonly isExpected: (error: unknown) => boolean;
  /** Whole and right; mutations of them come past the first checks. */
  readonly samples: readonly Uint8Array[];
  /** Writes what `decode` gave; read again it must be the same. */
  readonly encode?: (value: never) => Uint8Array;
  /** Pieces that mean something to it, put in anywhere. */
  readonly words?: readonly (string | Uint8Array)[];
  /** Values in a result for each byte of input, at the most, beside a thousand. Default: 8. */
  readonly maxValuesPerByte?: number;
}
