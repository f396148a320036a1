import type { Stats } from 'node:fs';
import { vmslot } from '@vmslot/proto/agent';

const { FileType } = vmslot.agent.v1;

/** Describes a file for a reply. */
export function toFileInfo(name: string, stats: Stats): vmslot.agent.v1.FileInfo.$Shape {
  return {
    name,
    type: fileType(stats),
    sizeBytes: stats.size,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    modifiedMs: Math.floor(stats.mtimeMs),
    linkCount: stats.nlink,
    // Blocks of stat(2) have 512 bytes whatever those of the file system have.
    allocatedBytes: (stats.blocks ?? 0) * 512,
  };
}

function fileType(stats: Stats): vmslot.agent.v1.FileType {
  if (stats.isFile()) return FileType.FILE_TYPE_REGULAR;
  if (stats.isDirectory()) return FileType.FILE_TYPE_DIRECTORY;
  return stats.isSymbolicLink() ? FileType.FILE_TYPE_SYMBOLIC_LINK : FileType.FILE_TYPE_OTHER;
}
