import { closeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { vmslot } from '@vmslot/proto/agent';
import { decodeRawName, directoryEntries, openDirectoryIn } from './directory-descriptor.ts';
import { errnoOf, toFileError } from './file-error.ts';
import { quoted } from './path-policy.ts';
import { describeName } from './stat.ts';
import { withParent } from './with-parent.ts';

/** Names in one reply, at most and where the request does not say. */
export const MAX_LISTED_COUNT = 1_000;

/**
 * Names and targets of links in one reply, in bytes. A message holds them six times, as JSON writes
 * control characters.
 */
export const MAX_LISTED_TEXT_BYTES = 512 * 1024;

/** Names that are read before others get a turn of the event loop. */
const BATCH_COUNT = 4_096;

/**
 * Lists a directory, sorted by the bytes of the names, a page at a time. Names that are not UTF-8
 * are left out, because no request could ask for them. Memory does not depend on the size of the
 * directory.
 * @throws AgentError: not_found, invalid_argument, failed_precondition where the path leads through
 *   a link or is no directory
 */
export async function listDirectory(
  request: vmslot.agent.v1.ListDirectoryRequest.$Properties,
  options: { signal: AbortSignal },
): Promise<vmslot.agent.v1.ListDirectoryResponse.$Shape> {
  const path = request.path ?? '';
  const maxCount = Math.min(request.maxCount || MAX_LISTED_COUNT, MAX_LISTED_COUNT);
  try {
    return await withParent(path, async ({ directory: parent, name }) => {
      const directory = openDirectoryIn(parent, name === '' ? '.' : name);
      try {
        const afterName = Buffer.from(request.afterName ?? '').toString('latin1');
        const names = await firstNames(directory, { afterName, maxCount, ...options });
        const { files, lookedAtCount } = describeAll(directory, names.slice(0, maxCount));
        return { files, more: names.length > lookedAtCount };
      } finally {
        closeSync(directory);
      }
    });
  } catch (error) {
    throw toFileError(error, `cannot list ${quoted(path)}`, options.signal);
  }
}

/** The first names after one, as raw names in order; one more than asked for where there is one. */
async function firstNames(
  directory: number,
  options: { afterName: string; maxCount: number; signal: AbortSignal },
): Promise<string[]> {
  let names: string[] = [];
  let readCount = 0;
  for (const { rawName } of directoryEntries(directory)) {
    readCount += 1;
    if (readCount % BATCH_COUNT === 0) {
      options.signal.throwIfAborted();
      await nextTurn();
    }
    if (rawName <= options.afterName || decodeRawName(rawName) === undefined) continue;
    names.push(rawName);
    if (names.length > options.maxCount * 2 + 1) {
      names = names.sort(compare).slice(0, options.maxCount + 1);
    }
  }
  return names.sort(compare).slice(0, options.maxCount + 1);
}

/** Describes names, as many as fit into a reply, at least one that is there. */
function describeAll(
  directory: number,
  names: readonly string[],
): { files: vmslot.agent.v1.FileInfo.$Shape[]; lookedAtCount: number } {
  const files: vmslot.agent.v1.FileInfo.$Shape[] = [];
  let textBytes = 0;
  for (const [index, rawName] of names.entries()) {
    for (const file of describe(directory, rawName)) {
      textBytes += rawName.length + Buffer.byteLength(file.linkTarget ?? '');
      if (textBytes > MAX_LISTED_TEXT_BYTES && files.length > 0) {
        return { files, lookedAtCount: index };
      }
      files.push(file);
    }
  }
  return { files, lookedAtCount: names.length };
}

/** Nothing where the file has gone in the meantime. */
function describe(directory: number, rawName: string): vmslot.agent.v1.FileInfo.$Shape[] {
  try {
    return [describeName(directory, decodeRawName(rawName) ?? '')];
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Order of code units, which in raw names is the order of bytes. */
function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
