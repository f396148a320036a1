import { createCipheriv, createHash } from 'node:crypto';
import { chmod, mkdir, open, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** How large the tree of {@link writeLargeTree} is. */
export const TREE = { smallFileCount: 10_000, directoryCount: 100, largeFileBytes: 285e6 } as const;

const PIECE_BYTES = 1_000_000;
/** Around the block of an archive and the page of a file, where mistakes live. */
const SIZES = [0, 1, 17, 511, 512, 513, 1023, 1500, 2048, 4095, 4096, 4097];
const MODES = [0o644, 0o600, 0o755, 0o444, 0o640, 0o700];

/** Writes 10,000 small files of many sizes, modes and times, and a large one: 300 MB that no packer shrinks. */
export async function writeLargeTree(root: string): Promise<void> {
  // The stream of a cipher is random to everybody without its key, and the same in each run.
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16));
  const bytes = (count: number) => cipher.update(Buffer.alloc(count));
  for (let directory = 0; directory < TREE.directoryCount; directory += 1) {
    await mkdir(join(root, `d${directory}`), { recursive: true });
  }
  for (let index = 0; index < TREE.smallFileCount; index += 1) {
    const path = join(root, `d${index % TREE.directoryCount}`, `small ${index}.dat`);
    await writeFile(path, bytes(SIZES[index % SIZES.length] ?? 0));
    await chmod(path, MODES[index % MODES.length] ?? 0o644);
    await utimes(path, 1_000_000_000 + index, 1_000_000_000 + index);
  }
  const large = join(root, 'large.bin');
  const file = await open(large, 'w', 0o644);
  try {
    for (let done = 0; done < TREE.largeFileBytes; done += PIECE_BYTES) {
      await file.writeFile(bytes(PIECE_BYTES));
    }
  } finally {
    await file.close();
  }
  await utimes(large, 1_234_567_890, 1_234_567_890);
}

/** One line for each file and directory: path, kind, mode, and of files size, time and SHA-256. */
export async function describeTree(root: string): Promise<string[]> {
  const lines: string[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mode, size, mtimeMs } = await stat(path);
    const head = `${relative(root, path)} ${(mode & 0o7777).toString(8)}`;
    lines.push(
      entry.isFile()
        ? `${head} file ${size} ${mtimeMs} ${await sha256(path)}`
        : `${head} ${entry.isDirectory() ? 'directory' : 'something else'}`,
    );
  }
  return lines.sort();
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
