import { lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ArchiveUnpacker, DEFAULT_ARCHIVE_LIMITS } from '@vmslot/proto/archive';
import type { JobOutput } from '../job/job.ts';
import { JobError } from '../outcome.ts';
import { errnoOf, toOutputError } from './archive-job-error.ts';
import { OutputSink } from './output-sink.ts';
import { placeOutput } from './place-output.ts';
import { verifyOutputs } from './verify-outputs.ts';

/** Options of {@link receiveOutputs}. */
export interface ReceiveOutputsOptions {
  /** What the job declares; nothing else is accepted. */
  readonly outputs: readonly JobOutput[];
  /**
   * Absolute path in the slot, on the file system of `outputDirectory`. Whatever is there is
   * deleted; it is made fresh for the bridge's user alone, and deleted in the end.
   */
  readonly stagingDirectory: string;
  /** Absolute path of the directory that targets are relative to; made where it is missing. */
  readonly outputDirectory: string;
  /** Most content of all files together, in bytes. Default: as in `DEFAULT_ARCHIVE_LIMITS`. */
  readonly maxBytes?: number;
  /** Most entries. Default: as in `DEFAULT_ARCHIVE_LIMITS`. */
  readonly maxEntryCount?: number;
  /** Done when the digest of the whole body was found right; rejects where it was not. */
  readonly verified: Promise<unknown>;
  readonly signal: AbortSignal;
  /** Told after each piece how much content was written so far, in bytes. Default: nobody is. */
  readonly onProgress?: (doneBytes: number) => void;
}

/** What {@link receiveOutputs} has put in place. */
export interface ReceivedOutputs {
  /** Absolute paths, in the order of the job's outputs, without optional ones that are not there. */
  readonly paths: readonly string[];
  /** Files, directories and links. */
  readonly entryCount: number;
  /** Content of the files, in bytes. */
  readonly contentBytes: number;
}

/**
 * Unpacks what a guest sent into a staging directory, checks it against the declared outputs, and
 * only when all of it is there, whole and on the disk, moves each output to its place. The guest is
 * an attacker here: the archive passes the strict gate, and its names are used below the staging
 * directory only.
 * @param source ends or is destroyed by the end
 * @throws JobError: output_refused, output_missing (all that are missing in `details`), no_room,
 *   slot_unusable, job_file_invalid; errors of `source`, `verified` and `signal` as they come
 */
export async function receiveOutputs(
  source: Readable,
  options: ReceiveOutputsOptions,
): Promise<ReceivedOutputs> {
  const { stagingDirectory, outputDirectory } = options;
  // Whoever fails first, the other one's failure has been seen.
  const verified = Promise.allSettled([options.verified]);
  try {
    verifyOutputs(options.outputs);
    await rm(stagingDirectory, { recursive: true, force: true });
    await mkdir(stagingDirectory, { mode: 0o700 });
    try {
      const fresh = join(stagingDirectory, 'new');
      await mkdir(fresh);
      const counts = await unpack(source, fresh, options);
      const [digest] = await verified;
      if (digest.status === 'rejected') throw digest.reason;
      const present = await presentOutputs(fresh, options.outputs);
      const paths = await placeAll(fresh, present, options);
      return { paths, ...counts };
    } finally {
      await rm(stagingDirectory, { recursive: true, force: true });
    }
  } catch (error) {
    source.destroy();
    throw toOutputError(error, outputDirectory);
  }
}

async function unpack(
  source: Readable,
  directory: string,
  options: ReceiveOutputsOptions,
): Promise<Pick<ReceivedOutputs, 'entryCount' | 'contentBytes'>> {
  let doneBytes = 0;
  const sink = new OutputSink(directory, (byteCount) => {
    doneBytes += byteCount;
    options.onProgress?.(doneBytes);
  });
  const maxBytes = options.maxBytes ?? DEFAULT_ARCHIVE_LIMITS.maxTotalBytes;
  const unpacker = new ArchiveUnpacker(sink, {
    roots: options.outputs.map((output) => output.source),
    windowsNames: process.platform === 'win32',
    limits: {
      maxEntryCount: options.maxEntryCount ?? DEFAULT_ARCHIVE_LIMITS.maxEntryCount,
      maxTotalBytes: maxBytes,
      maxEntryBytes: maxBytes,
    },
  });
  await pipeline(source, unpacker, { signal: options.signal });
  return { entryCount: unpacker.entryCount, contentBytes: unpacker.contentBytes };
}

/** The outputs that the guest sent; all that are missing are said at once. */
async function presentOutputs(
  directory: string,
  outputs: readonly JobOutput[],
): Promise<JobOutput[]> {
  const present: JobOutput[] = [];
  const missing: string[] = [];
  for (const output of outputs) {
    const isDirectory = await isDirectoryAt(join(directory, output.source));
    if (isDirectory === true && output.fileOnly === true) {
      const message = `"${output.source}" is a directory, but its target takes a file: pack it as a tar`;
      throw new JobError('output_refused', message);
    }
    if (isDirectory !== undefined) present.push(output);
    else if (!output.optional) missing.push(output.source);
  }
  if (missing.length > 0) {
    const names = missing.map((name) => `"${name}"`).join(', ');
    const message = `the job did not make ${names}; see what it printed, or mark it as optional`;
    throw new JobError('output_missing', message, { details: missing });
  }
  return present;
}

async function placeAll(
  directory: string,
  outputs: readonly JobOutput[],
  options: ReceiveOutputsOptions,
): Promise<string[]> {
  const { outputDirectory, stagingDirectory } = options;
  await mkdir(outputDirectory, { recursive: true });
  const paths: string[] = [];
  for (const [index, { source, target }] of outputs.entries()) {
    options.signal.throwIfAborted();
    const staged = join(directory, source);
    const replaced = join(stagingDirectory, `old-${index}`);
    paths.push(await placeOutput({ staged, outputDirectory, target, replaced }));
  }
  return paths;
}

/** Undefined where there is nothing. */
async function isDirectoryAt(path: string): Promise<boolean | undefined> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
