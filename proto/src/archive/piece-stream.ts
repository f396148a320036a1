import { Readable } from 'node:stream';

/**
 * A stream of generated pieces: asks for the next one only when the reader has room, and holds one.
 * Unlike `Readable.from` it also ends a generator whose first piece was taken before, so that what
 * the generator has open is always closed; `close` comes after that.
 */
export class PieceStream extends Readable {
  readonly #pieces: AsyncGenerator<Buffer>;
  #first: IteratorResult<Buffer, unknown> | undefined;

  /** @param first a result that was taken from `pieces` already */
  constructor(pieces: AsyncGenerator<Buffer>, first?: IteratorResult<Buffer, unknown>) {
    super({ highWaterMark: 1 });
    this.#pieces = pieces;
    this.#first = first;
  }

  /**
   * Makes the first piece before it gives the stream, so that an early failure can still be answered
   * as an error of the call instead of a stream that breaks off.
   */
  static async start(pieces: AsyncGenerator<Buffer>): Promise<PieceStream> {
    return new PieceStream(pieces, await pieces.next());
  }

  override _read(): void {
    void this.#next();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    void this.#end(error, callback);
  }

  async #next(): Promise<void> {
    try {
      const result = this.#first ?? (await this.#pieces.next());
      this.#first = undefined;
      if (!this.destroyed) this.push(result.done === true ? null : result.value);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  async #end(error: Error | null, callback: (error?: Error | null) => void): Promise<void> {
    let failure = error;
    try {
      // Waits for a piece that is being made.
      await this.#pieces.return(undefined);
    } catch (closeError) {
      failure ??= closeError as Error;
    }
    process.nextTick(callback, failure);
  }
}
