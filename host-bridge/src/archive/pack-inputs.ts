import { closeSync, constants, fstatSync, openSync, read, readSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  packArchive,
  PieceStream,
  SLAB_BYTES,
  withoutContent,
  type PackSource,
} from '@vmslot/proto/archive';
import type { JobInput } from '../job/job.ts';
import { JobError } from '../outcome.ts';
import { toInputError } from './archive-job-error.ts';
import { toEntry, walkInputs, type FoundInput } from './input-walk.ts';

const readDescriptor = promisify(read);

/** Entries that are looked at before others get a turn of the event loop. */
const BATCH_COUNT = 512;

/** Options of {@link packInputs}. */
export interface PackInputsOptions {
  readonly signal: AbortSignal;
  /** Told after each piece how much content was read, of how much, in bytes. Default: nobody is. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  /** What takes the place of that which inputs bring under the same names. Default: nothing. */
  readonly instead?: readonly JobInput[];
}

/** Inputs, ready to be sent. */
export interface PackedInputs {
  /** The tar archive; made while it is read. Whoever does not read it to its end destroys it. */
  readonly stream: Readable;
  /** Content of all files, in bytes, when they were looked at. */
  readonly totalBytes: number;
  /** Files, directories and links. */
  readonly entryCount: number;
}

/**
 * Looks at all inputs first, so that what is wrong with one is said before anything is sent, then
 * packs them as one tar archive at the reader's pace. Permission bits and times of the last change
 * are kept, owners are not.
 * @throws JobError, at once or through the stream: input_missing where an input is not there, cannot
 *   be read, has a link that leaves it, or changes while it is read; job_file_invalid where two
 *   inputs bring the same name
 */
export async function packInputs(
  inputs: readonly JobInput[],
  options: PackInputsOptions,
): Promise<PackedInputs> {
  let totalBytes = 0;
  let entryCount = 0;
  const { instead = [] } = options;
  for (const { entry } of walkInputs(inputs, instead)) {
    totalBytes += entry.sizeBytes;
    entryCount += 1;
    if (entryCount % BATCH_COUNT === 0) {
      options.signal.throwIfAborted();
      await nextTurn();
    }
  }
  const total = totalBytes;
  const onProgress = options.onProgress ?? (() => undefined);
  const pieces = packed(new InputReader(inputs, instead), (doneBytes) =>
    onProgress(doneBytes, total),
  );
  const stream = addAbortSignal(options.signal, new PieceStream(pieces));
  return { stream, totalBytes, entryCount };
}

async function* packed(
  reader: InputReader,
  onProgress: (doneBytes: number) => void,
): AsyncGenerator<Buffer> {
  try {
    for await (const piece of packArchive(reader.sources())) {
      onProgress(reader.doneBytes);
      yield piece;
    }
  } catch (error) {
    const input = reader.current;
    throw input === undefined ? error : toInputError(error, input.source, input.line);
  }
}

class InputReader {
  /** Content that was read so far, in bytes. */
  doneBytes = 0;
  /** The input that is being read. */
  current: JobInput | undefined;
  readonly #inputs: readonly JobInput[];
  readonly #instead: readonly JobInput[];

  constructor(inputs: readonly JobInput[], instead: readonly JobInput[]) {
    this.#inputs = inputs;
    this.#instead = instead;
  }

  *sources(): Generator<PackSource> {
    for (const found of walkInputs(this.#inputs, this.#instead)) {
      this.current = found.input;
      yield found.entry.type === 'file' ? this.#open(found) : withoutContent(found.entry);
    }
  }

  #open({ input, path, entry }: FoundInput): PackSource {
    // A file may have become something else since it was listed: a FIFO would wait for a writer.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    let opened = false;
    try {
      const before = fstatSync(file);
      if (!before.isFile()) {
        throw new JobError(
          'input_missing',
          `"${path}" changed while it was read; run the job again`,
        );
      }
      const source: PackSource = {
        entry: toEntry(input, path, entry.path, before),
        read: (target, offset, length) => this.#read(file, before.size, target, offset, length),
        isUnchanged: () => {
          const after = fstatSync(file);
          return after.size === before.size && after.mtimeMs === before.mtimeMs;
        },
        close: () => closeSync(file),
      };
      opened = true;
      return source;
    } finally {
      if (!opened) closeSync(file);
    }
  }

  #read(
    file: number,
    sizeBytes: number,
    target: Buffer,
    offset: number,
    length: number,
  ): number | Promise<number> {
    if (sizeBytes <= SLAB_BYTES) return this.#count(readSync(file, target, offset, length, null));
    return readDescriptor(file, target, offset, length, null).then(({ bytesRead }) =>
      this.#count(bytesRead),
    );
  }

  #count(byteCount: number): number {
    this.doneBytes += byteCount;
    return byteCount;
  }
}
