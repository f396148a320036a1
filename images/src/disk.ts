import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { listTree } from './list-tree.ts';
import { runCommand } from './run-command.ts';

/** UUID of the root file system; the initial RAM disk finds the root by it. */
export const ROOT_UUID = '5f6d51d4-8a0e-4c0e-9b57-766d736c6f74';

/** Seed of the directory hash: fixed, so that directories come out the same. */
const HASH_SEED = '0b7b7a02-3e0c-4b1d-a54c-766d736c6f74';

/** Bytes that stay free in the image itself, so that it boots also from a disk of its own size. */
export const DISK_SLACK_BYTES = 24 * 1024 * 1024;

/** Size of the ext4 journal. */
export const JOURNAL_BYTES = 16 * 1024 * 1024;

const BLOCK_BYTES = 4096;
const INODE_BYTES = 256;
const BYTES_PER_INODE = 16384;

/** How the disk is made. */
export interface DiskInputs {
  readonly rootDirectory: string;
  readonly diskFile: string;
  readonly timeSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Writes a directory as a raw ext4 file system whose bytes depend on nothing but the directory's names,
 * modes, owners, modification times and bytes. The caller must see the owners it wants on the files.
 */
export async function writeDisk(inputs: DiskInputs): Promise<void> {
  const content = await measureTree(inputs.rootDirectory);
  const sizeBytes = diskSizeBytes(content);
  const { signal } = inputs;
  const env = {
    // Both are read by e2fsprogs: its own clock, and a place for defaults that differ by release.
    E2FSPROGS_FAKE_TIME: String(inputs.timeSeconds),
    SOURCE_DATE_EPOCH: String(inputs.timeSeconds),
    MKE2FS_CONFIG: '/dev/null',
  };
  await runCommand('mke2fs', mke2fsArguments(inputs, sizeBytes), { signal, env });
  const commands = normalisingCommands(content.inodeCount, inputs.timeSeconds);
  await runCommand('debugfs', ['-w', '-f', '-', inputs.diskFile], { signal, env, input: commands });
  await runCommand('fallocate', ['--dig-holes', inputs.diskFile], { signal });
}

function mke2fsArguments(inputs: DiskInputs, sizeBytes: number): readonly string[] {
  return [
    '-q',
    '-F',
    '-t',
    'ext4',
    '-b',
    String(BLOCK_BYTES),
    '-I',
    String(INODE_BYTES),
    '-i',
    String(BYTES_PER_INODE),
    // Root keeps a part for itself, so that the agent can still write its state when an app has filled
    // the disk.
    '-m',
    '2',
    '-U',
    ROOT_UUID,
    '-L',
    'vmslot',
    '-J',
    `size=${JOURNAL_BYTES / 1024 / 1024}`,
    '-O',
    'none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,dir_nlink,extra_isize',
    '-E',
    `hash_seed=${HASH_SEED},root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0,nodiscard`,
    '-d',
    inputs.rootDirectory,
    inputs.diskFile,
    `${sizeBytes / 1024}k`,
  ];
}

/**
 * mke2fs copies the change and access times of the source, which nobody can set, and the creation time
 * is the clock's. debugfs overwrites them in every inode: the root, the journal and those from
 * lost+found (11) on, which are handed out in order.
 */
export function normalisingCommands(inodeCount: number, timeSeconds: number): string {
  const lines: string[] = [];
  const fields = ['atime', 'ctime', 'crtime'];
  const numbers = [2, 7, 8, ...Array.from({ length: inodeCount + 1 }, (_, index) => 11 + index)];
  for (const number of numbers) {
    for (const field of fields) {
      lines.push(`sif <${number}> ${field} @${timeSeconds}`);
      lines.push(`sif <${number}> ${field}_extra 0`);
    }
  }
  return `${lines.join('\n')}\nquit\n`;
}

/** What a tree takes on disk. */
export interface TreeSize {
  /** Inodes below the root; a file with several names counts once. */
  readonly inodeCount: number;
  /** Blocks of files and directories, in bytes. */
  readonly blockBytes: number;
}

async function measureTree(directory: string): Promise<TreeSize> {
  const seen = new Set<string>();
  let blockBytes = 0;
  for (const relative of await listTree(directory)) {
    const stat = await lstat(path.join(directory, relative), { bigint: true });
    const inode = `${stat.dev}:${stat.ino}`;
    if (seen.has(inode)) continue;
    seen.add(inode);
    // One block more for each file covers extent and attribute blocks.
    if (stat.isFile()) blockBytes += roundUp(Number(stat.size), BLOCK_BYTES);
    else if (stat.isDirectory()) blockBytes += 2 * BLOCK_BYTES;
  }
  return { inodeCount: seen.size, blockBytes };
}

/** Size of the file system for a content: a whole number of MiB with the slack left free. */
export function diskSizeBytes(content: TreeSize): number {
  const net = content.blockBytes + JOURNAL_BYTES + DISK_SLACK_BYTES;
  // Inode tables take their share of every byte, group descriptors and bitmaps some more; the room for
  // growing (resize_inode) takes up to 4 MiB at most in file systems this small.
  const gross = net / (1 - INODE_BYTES / BYTES_PER_INODE - 0.022) + 4 * 1024 * 1024;
  return roundUp(Math.ceil(gross), 1024 * 1024);
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
