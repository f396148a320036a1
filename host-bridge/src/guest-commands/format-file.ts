import { vmslot } from '@vmslot/proto/agent';
import type { FileInfo } from './list-directory.ts';
import { safeText } from './safe-text.ts';
import { utcTime } from './utc-time.ts';

const { FileType } = vmslot.agent.v1;

const TYPES: Readonly<Record<number, string>> = {
  [FileType.FILE_TYPE_REGULAR]: '-',
  [FileType.FILE_TYPE_DIRECTORY]: 'd',
  [FileType.FILE_TYPE_SYMBOLIC_LINK]: 'l',
};

/** Name of a file as one word of a line; a directory's ends with a slash. */
export function fileName(file: FileInfo): string {
  const slash = file.type === FileType.FILE_TYPE_DIRECTORY ? '/' : '';
  return `${safeText(file.name ?? '')}${slash}`;
}

/** Lines for files as `ls -l` has them, with columns that line up; times are UTC. */
export function formatFiles(files: readonly FileInfo[]): string[] {
  const rows = files.map((file) => [
    `${TYPES[file.type ?? 0] ?? '?'}${permissions(file.mode ?? 0)}`,
    String(file.uid ?? 0),
    String(file.gid ?? 0),
    String(file.sizeBytes ?? 0),
    utcTime(file.modifiedMs ?? 0)
      .slice(0, 16)
      .replace('T', ' '),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
  );
  return rows.map((row, index) => {
    const cells = row.map((cell, column) => cell.padStart(widths[column] ?? 0));
    return `${cells.join(' ')} ${nameWithTarget(files[index] ?? {})}`;
  });
}

function nameWithTarget(file: FileInfo): string {
  const target = file.linkTarget ?? '';
  return target === ''
    ? safeText(file.name ?? '')
    : `${safeText(file.name ?? '')} -> ${safeText(target)}`;
}

/** `rwxr-xr-x`, with s and t for the special bits. */
function permissions(mode: number): string {
  const bits = Array.from('rwxrwxrwx', (letter, index) => (mode & (0o400 >> index) ? letter : '-'));
  const special: readonly [number, number, string][] = [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't'],
  ];
  for (const [bit, place, letter] of special) {
    if (mode & bit) bits[place] = bits[place] === 'x' ? letter : letter.toUpperCase();
  }
  return bits.join('');
}
