import { isUtf8 } from 'node:buffer';
import { lstatSync, opendirSync, readlinkSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import {
  assertEntry,
  DEFAULT_ARCHIVE_OPTIONS,
  NameLedger,
  printableName,
  rootOf,
  type ArchiveOptions,
  type Entry,
} from '@vmslot/proto/archive';
import type { JobInput } from '../job/job.ts';
import { JobError } from '../outcome.ts';
import { toInputError } from './archive-job-error.ts';

/** One file, directory or link of the inputs, on the host and as an entry. */
export interface FoundInput {
  readonly input: JobInput;
  /** Path on the host. */
  readonly path: string;
  readonly entry: Entry;
}

/** A Linux guest tells names apart by their case. */
const ARCHIVE_OPTIONS: ArchiveOptions = { ...DEFAULT_ARCHIVE_OPTIONS, caseSensitive: true };

/**
 * Walks inputs in the order of the job file, each directory before what is in it, and checks what
 * the agent's gate will check. An input may itself be a link (a BOINC slot has such); below an input
 * links are not followed, and must stay inside it.
 * @throws JobError: input_missing for a file that is not there, cannot be read or cannot be carried
 *   over; job_file_invalid where two inputs bring the same name
 * @param instead what takes the place of that which inputs bring under the same names; it comes last
 */
export function* walkInputs(
  inputs: readonly JobInput[],
  instead: readonly JobInput[] = [],
): Generator<FoundInput> {
  const { maxEntryCount } = ARCHIVE_OPTIONS.limits;
  const ledger = new NameLedger({ caseSensitive: true, maxEntryCount });
  const replaced = instead.map(({ target }) => target);
  for (const [index, input] of [...inputs, ...instead].entries()) {
    try {
      for (const found of walk(input, input.source, input.target, statSync(input.source))) {
        if (index < inputs.length && rootOf(found.entry.path, replaced) !== undefined) continue;
        ledger.claim(found.entry.path, found.entry.type);
        yield found;
      }
    } catch (error) {
      throw toInputError(error, input.source, input.line);
    }
  }
}

function* walk(input: JobInput, path: string, target: string, stats: Stats): Generator<FoundInput> {
  yield { input, path, entry: toEntry(input, path, target, stats) };
  if (!stats.isDirectory()) return;
  // Names are read as bytes, one a character, because they need not be UTF-8.
  const directory = opendirSync(path, { encoding: 'latin1' });
  try {
    for (let dirent = directory.readSync(); dirent !== null; dirent = directory.readSync()) {
      const name = decodeName(dirent.name, path);
      const child = join(path, name);
      yield* walk(input, child, `${target}/${name}`, lstatSync(child));
    }
  } finally {
    directory.closeSync();
  }
}

/**
 * The entry of a file of an input, checked.
 * @throws JobError or ArchiveError where it cannot be carried over
 */
export function toEntry(input: JobInput, path: string, target: string, stats: Stats): Entry {
  const type = typeOf(stats);
  if (type === undefined) {
    const message = `"${printableName(path)}" is no file, directory or link; take it out of the input`;
    throw new JobError('input_missing', message);
  }
  const entry: Entry = {
    type,
    path: target,
    mode: modeOf(stats) | (type === 'file' && input.executable ? 0o111 : 0),
    sizeBytes: type === 'file' ? stats.size : 0,
    modifiedSeconds: stats.mtimeMs / 1000,
    linkTarget: type === 'link' ? readlinkSync(path) : '',
  };
  assertEntry(entry, { ...ARCHIVE_OPTIONS, roots: [input.target] });
  return entry;
}

function typeOf(stats: Stats): Entry['type'] | undefined {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : undefined;
}

/** Windows has no permission bits for group, others or execution: what Node makes up is no use. */
function modeOf(stats: Stats): number {
  if (process.platform !== 'win32') return stats.mode & 0o777;
  return stats.isDirectory() ? 0o755 : 0o644;
}

function decodeName(rawName: string, directory: string): string {
  const bytes = Buffer.from(rawName, 'latin1');
  if (!isUtf8(bytes)) {
    const shown = printableName(`${directory}/${rawName}`);
    throw new JobError('input_missing', `the name of "${shown}" is not UTF-8; rename the file`);
  }
  return bytes.toString();
}
