import { basename } from 'node:path';

const SECTOR_BYTES = 512;
const GRAIN_SECTORS = 128;
const ENTRIES_PER_TABLE = 512;
const TABLE_SECTORS = (ENTRIES_PER_TABLE * 4) / SECTOR_BYTES;
const DESCRIPTOR_SECTORS = 20;

export interface VmdkChildOptions {
  /** Name of the child's own file. */
  readonly name: string;
  /** Path of the parent's description, in the same directory. */
  readonly parentFile: string;
  /** Content identity in the parent's description: eight hexadecimal digits. */
  readonly parentCid: string;
  /** Of the child: other ones. */
  readonly cid: string;
  readonly sizeBytes: number;
}

/**
 * An empty disk over another one: what is not in it is read from there, and what is written goes into it. A hosted
 * sparse extent with its description inside: VMware's "Virtual Disk Format 1.1", which VMware's own programs
 * make for a snapshot or a linked clone only.
 */
export function encodeVmdkChild(options: VmdkChildOptions): Uint8Array {
  const sectorCount = options.sizeBytes / SECTOR_BYTES;
  const tableCount = Math.ceil(sectorCount / (GRAIN_SECTORS * ENTRIES_PER_TABLE));
  const directorySectors = Math.ceil((tableCount * 4) / SECTOR_BYTES);
  const copySectors = directorySectors + tableCount * TABLE_SECTORS;
  const [first, second] = [1 + DESCRIPTOR_SECTORS, 1 + DESCRIPTOR_SECTORS + copySectors];
  const usedSectors = Math.ceil((second + copySectors) / GRAIN_SECTORS) * GRAIN_SECTORS;
  const file = Buffer.alloc(usedSectors * SECTOR_BYTES);
  file.write('KDMV', 0, 'latin1');
  file.writeUInt32LE(1, 4); // version
  file.writeUInt32LE(3, 8); // line ends can be tested, and there is a second grain directory
  const numbers = [
    [12, sectorCount],
    [20, GRAIN_SECTORS],
    [28, 1],
    [36, DESCRIPTOR_SECTORS],
    [48, first],
    [56, second],
    [64, usedSectors],
  ] as const;
  for (const [offset, value] of numbers) file.writeBigUInt64LE(BigInt(value), offset);
  file.writeUInt32LE(ENTRIES_PER_TABLE, 44);
  file.write('\n \r\n', 73, 'latin1');
  file.write(descriptor(options, sectorCount), SECTOR_BYTES, 'utf8');
  for (const directory of [first, second]) {
    for (let table = 0; table < tableCount; table += 1) {
      const sector = directory + directorySectors + table * TABLE_SECTORS;
      file.writeUInt32LE(sector, directory * SECTOR_BYTES + table * 4);
    }
  }
  return file;
}

function descriptor(options: VmdkChildOptions, sectorCount: number): string {
  return [
    '# Disk DescriptorFile',
    'version=1',
    'encoding="UTF-8"',
    `CID=${options.cid}`,
    `parentCID=${options.parentCid}`,
    'createType="monolithicSparse"',
    `parentFileNameHint="${basename(options.parentFile)}"`,
    '',
    `RW ${sectorCount} SPARSE "${options.name}"`,
    '',
  ].join('\n');
}
