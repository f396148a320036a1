import { describe, expect, test } from 'vitest';
import { RAW_END, rawDirectory, rawFile } from '../testing/index.ts';
import type { AcceptedEntry } from './entry.ts';
import { PieceStream } from './piece-stream.ts';
import { ArchiveUnpacker, CONTENT_BATCH_BYTES, type EntrySink } from './unpacker.ts';

/** Notes what it is told; `hold` makes writes wait until they are let go. */
class NotingSink implements EntrySink {
  readonly notes: string[] = [];
  readonly #hold: boolean;
  #letGo: (() => void) | undefined;
  #entered = Promise.withResolvers<void>();

  constructor(hold = false) {
    this.#hold = hold;
  }

  /** Done when a write has begun. */
  get entered(): Promise<void> {
    return this.#entered.promise;
  }

  letGo(): void {
    this.#letGo?.();
  }

  begin(entry: AcceptedEntry): void {
    this.notes.push(`begin ${entry.path}`);
  }

  async write(pieces: Buffer[]): Promise<void> {
    const byteCount = pieces.reduce((total, piece) => total + piece.length, 0);
    this.#entered.resolve();
    if (this.#hold) await new Promise<void>((resolve) => (this.#letGo = resolve));
    this.notes.push(`write ${byteCount}`);
  }

  end(): void {
    this.notes.push('end');
  }

  finish(): void {
    this.notes.push('finish');
  }

  close(): void {
    this.notes.push('close');
  }
}

function closed(unpacker: ArchiveUnpacker): Promise<void> {
  return new Promise((resolve) => unpacker.once('close', resolve));
}

describe('ArchiveUnpacker', () => {
  test('calls its sink in order, with content in batches', async () => {
    const sink = new NotingSink();
    const unpacker = new ArchiveUnpacker(sink);
    const big = Buffer.alloc(CONTENT_BATCH_BYTES + 1000);
    const bytes = Buffer.concat([rawDirectory('d'), rawFile('d/e'), rawFile('big', big), RAW_END]);
    for (let at = 0; at < bytes.length; at += 1000) unpacker.write(bytes.subarray(at, at + 1000));
    unpacker.end();
    await closed(unpacker);
    const writes = sink.notes.filter((note) => note.startsWith('write'));
    expect(writes.length).toBe(2);
    expect(sink.notes.filter((note) => !writes.includes(note))).toEqual([
      'begin d',
      'end',
      'begin d/e',
      'end',
      'begin big',
      'end',
      'finish',
      'close',
    ]);
    expect(unpacker).toMatchObject({ entryCount: 3, contentBytes: big.length });
  });

  test('goes at the pace of its sink', async () => {
    const sink = new NotingSink(true);
    const unpacker = new ArchiveUnpacker(sink);
    const bytes = Buffer.concat([rawFile('a', 'x'), rawFile('b', 'y'), RAW_END]);
    expect(unpacker.write(Buffer.concat([bytes, Buffer.alloc(0)]))).toBe(true);
    expect(unpacker.write(Buffer.alloc(unpacker.writableHighWaterMark))).toBe(false);
    await sink.entered;
    expect(sink.notes).toEqual(['begin a']);
    unpacker.on('error', () => undefined);
    unpacker.destroy();
    sink.letGo();
    await closed(unpacker);
  });

  test('closes its sink only when no call is under way', async () => {
    const sink = new NotingSink(true);
    const unpacker = new ArchiveUnpacker(sink);
    unpacker.write(Buffer.concat([rawFile('a', 'x'), rawFile('b', 'y'), RAW_END]));
    await sink.entered;
    unpacker.destroy();
    expect(sink.notes).toEqual(['begin a']);
    sink.letGo();
    await closed(unpacker);
    expect(sink.notes).toEqual(['begin a', 'write 1', 'end', 'close']);
  });

  test('an archive that is refused, and a sink that fails, end it', async () => {
    const failing = new NotingSink();
    failing.begin = () => {
      throw new Error('no room');
    };
    for (const [sink, message] of [
      [failing, /no room/],
      [new NotingSink(), /too early/],
    ] as const) {
      const unpacker = new ArchiveUnpacker(sink);
      const failed = new Promise((resolve) => unpacker.once('error', resolve));
      const end = closed(unpacker);
      unpacker.end(rawFile('a', 'x'));
      expect(await failed).toMatchObject({ message: expect.stringMatching(message) as string });
      await end;
      expect(sink.notes.at(-1)).toBe('close');
      expect(sink.notes).not.toContain('finish');
    }
  });
});

describe('PieceStream', () => {
  test('makes a piece only when there is room, and closes what the generator has open', async () => {
    let madeCount = 0;
    let open = true;
    async function* pieces(): AsyncGenerator<Buffer> {
      try {
        for (;;) {
          madeCount += 1;
          yield Buffer.alloc(10);
        }
      } finally {
        open = false;
      }
    }
    const stream = await PieceStream.start(pieces());
    expect(madeCount).toBe(1);
    await new Promise((resolve) => stream.once('readable', resolve));
    expect(stream.readableLength).toBeLessThanOrEqual(20);
    expect(madeCount).toBeLessThanOrEqual(2);
    const end = new Promise((resolve) => stream.once('close', resolve));
    stream.destroy();
    await end;
    expect(open).toBe(false);
  });

  test('a generator that fails at once fails the start, later the stream', async () => {
    async function* broken(pieceCount: number): AsyncGenerator<Buffer> {
      for (let index = 0; index < pieceCount; index += 1) yield Buffer.alloc(1);
      throw new Error('broken');
    }
    await expect(PieceStream.start(broken(0))).rejects.toThrow('broken');
    const stream = await PieceStream.start(broken(2));
    const reading = (async () => {
      let byteCount = 0;
      for await (const piece of stream) byteCount += (piece as Buffer).length;
      return byteCount;
    })();
    await expect(reading).rejects.toThrow('broken');
  });
});
