import { addAbortSignal, Readable } from 'node:stream';

/**
 * Makes a stream of generated pieces. The first piece is made before the promise is kept, so that an
 * early failure can still be answered as an error; then one piece at a time, as the reader asks.
 */
export async function startStream(
  pieces: AsyncGenerator<Buffer>,
  signal: AbortSignal,
): Promise<Readable> {
  const first = await pieces.next();
  const all = resume(first, pieces);
  return addAbortSignal(signal, Readable.from(all, { objectMode: false, highWaterMark: 1 }));
}

async function* resume(
  first: IteratorResult<Buffer, unknown>,
  rest: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } finally {
    // Ended while the first piece was waiting, `rest` would keep its descriptors open.
    await rest.return(undefined);
  }
}
