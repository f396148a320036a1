import { createHash } from 'node:crypto';
import { chmod, realpath, stat } from 'node:fs/promises';
import { downloadFile, uploadFile, type AgentClient } from '../agent-client/index.ts';
import type { CopyPlan } from './copy-plan.ts';
import { packTree } from './pack-tree.ts';
import { receiveTree, toCopyError } from './receive-tree.ts';

/** Options of {@link copy}. */
export interface CopyOptions {
  /** Owner in the guest of what is uploaded. Default: as the agent does. */
  readonly user?: string | undefined;
  /** A directory takes the place of one that holds something. */
  readonly replace: boolean;
  readonly signal: AbortSignal;
  /** Told how much of how much is done; the whole is not known of a directory that is fetched. */
  readonly onProgress: (doneBytes: number, totalBytes: number | undefined) => void;
}

/** What {@link copy} has done. */
export interface Copied {
  readonly contentBytes: number;
  /** Files, directories and links; undefined for a single file. */
  readonly entryCount?: number;
  /** Of a single file, in hexadecimal, the same at both ends. */
  readonly sha256?: string;
  /** What was left out, in words. */
  readonly notes: readonly string[];
}

/** Does what was planned. @throws RpcError */
export async function copy(
  client: AgentClient,
  plan: CopyPlan,
  options: CopyOptions,
): Promise<Copied> {
  try {
    if (plan.direction === 'upload') {
      return plan.kind === 'file'
        ? await sendFile(client, plan, options)
        : await sendTree(client, plan, options);
    }
    return plan.kind === 'file'
      ? await fetchFile(client, plan, options)
      : await fetchTree(client, plan, options);
  } catch (error) {
    throw toCopyError(error, plan.local, options.signal);
  }
}

async function sendFile(
  client: AgentClient,
  { local, guest, mode, sizeBytes }: CopyPlan,
  { user, signal, onProgress }: CopyOptions,
): Promise<Copied> {
  const uploaded = await uploadFile(client, {
    localPath: local,
    path: guest,
    uploadId: await uploadIdOf(local, [guest, user ?? '', String(mode)]),
    mode,
    ...(user === undefined ? {} : { user }),
    signal,
    onProgress: (doneBytes) => onProgress(doneBytes, sizeBytes),
  });
  return { contentBytes: uploaded.sizeBytes, sha256: uploaded.sha256, notes: [] };
}

/** The same for the same file to the same place: a copy that was broken off goes on. */
async function uploadIdOf(local: string, words: readonly string[]): Promise<string> {
  const { size, mtimeMs, ino } = await stat(local);
  const facts = JSON.stringify([await realpath(local), size, mtimeMs, ino, ...words]);
  return `cp-${createHash('sha256').update(facts).digest('hex').slice(0, 40)}`;
}

async function sendTree(
  client: AgentClient,
  { local, guest }: CopyPlan,
  { user, replace, signal, onProgress }: CopyOptions,
): Promise<Copied> {
  let totalBytes: number | undefined;
  const packed = await packTree(local, {
    signal,
    onProgress: (doneBytes) => onProgress(doneBytes, totalBytes),
  });
  totalBytes = packed.totalBytes;
  const { contentBytes, entryCount } = await client.putTree(guest, packed.stream, {
    replace,
    signal,
    ...(user === undefined ? {} : { owner: user }),
  });
  const notes = packed.skipped.map((path) => `${path} is no file, directory or link: left out`);
  return { contentBytes, entryCount, notes };
}

async function fetchFile(
  client: AgentClient,
  { local, guest, mode, sizeBytes }: CopyPlan,
  { signal, onProgress }: CopyOptions,
): Promise<Copied> {
  const downloaded = await downloadFile(client, {
    path: guest,
    localPath: local,
    signal,
    onProgress: (doneBytes) => onProgress(doneBytes, sizeBytes),
  });
  // As the guest says; but others may not write, the owner can read, and this user's mask counts.
  await chmod(local, ((mode & 0o755) | 0o400) & ~process.umask());
  return { contentBytes: downloaded.sizeBytes, sha256: downloaded.sha256, notes: [] };
}

async function fetchTree(
  client: AgentClient,
  { local, guest }: CopyPlan,
  { replace, signal, onProgress }: CopyOptions,
): Promise<Copied> {
  const { contentBytes, entryCount, skippedLinkCount } = await receiveTree(client, {
    guest,
    local,
    replace,
    signal,
    onProgress: (doneBytes) => onProgress(doneBytes, undefined),
  });
  const note = `${skippedLinkCount} link(s) that lead out of the directory were left out`;
  return { contentBytes, entryCount, notes: skippedLinkCount > 0 ? [note] : [] };
}
