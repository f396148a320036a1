import { HypervisorError } from './errors.ts';

const SECTOR_BYTES = 512;

/** Most bytes of a descriptor's only extent: 2^31 sectors, the most that all products take. */
export const MAX_VMDK_EXTENT_BYTES = 2 ** 31 * SECTOR_BYTES;

export interface VmdkDescriptorOptions {
  /** Absolute path of the raw file that has the disk's bytes. */
  readonly rawFile: string;
  readonly sizeBytes: number;
  /** Identity of the disk, by which disks that are based on it find it; a UUID. */
  readonly uuid: string;
}

/**
 * A disk description of VMware's format (Virtual Disk Format 1.1, "monolithicFlat"), which VirtualBox reads as
 * well: so a raw file is a disk for both without being copied. The values in `ddb` are what VirtualBox
 * would otherwise write there.
 *
 * @throws HypervisorError `hypervisor_failed` for a path that the format cannot name, or a size that is
 *   no whole number of sectors, or too large
 */
export function encodeVmdkDescriptor(options: VmdkDescriptorOptions): string {
  const { rawFile, sizeBytes, uuid } = options;
  // The format has no escape for a quotation mark, and a line ends at a line feed.
  if (!rawFile.startsWith('/') || /["\p{Cc}]/u.test(rawFile)) {
    throw refused(
      rawFile,
      'its path is not absolute, or has quotation marks or control characters',
    );
  }
  const sectorCount = sizeBytes / SECTOR_BYTES;
  if (!Number.isInteger(sectorCount) || sizeBytes <= 0 || sizeBytes > MAX_VMDK_EXTENT_BYTES) {
    throw refused(
      rawFile,
      `it has ${sizeBytes} bytes, not a multiple of ${SECTOR_BYTES} up to ${MAX_VMDK_EXTENT_BYTES}`,
    );
  }
  const cylinderCount = Math.min(Math.ceil(sectorCount / (16 * 63)), 16_383);
  return [
    '# Disk DescriptorFile',
    'version=1',
    'encoding="UTF-8"',
    `CID=${uuid.replaceAll('-', '').slice(0, 8)}`,
    'parentCID=ffffffff',
    'createType="monolithicFlat"',
    '',
    `RW ${sectorCount} FLAT "${rawFile}" 0`,
    '',
    'ddb.virtualHWVersion = "4"',
    'ddb.adapterType = "ide"',
    `ddb.geometry.cylinders = "${cylinderCount}"`,
    'ddb.geometry.heads = "16"',
    'ddb.geometry.sectors = "63"',
    `ddb.uuid.image = "${uuid}"`,
    'ddb.uuid.parent = "00000000-0000-0000-0000-000000000000"',
    'ddb.uuid.modification = "00000000-0000-0000-0000-000000000000"',
    'ddb.uuid.parentmodification = "00000000-0000-0000-0000-000000000000"',
    '',
  ].join('\n');
}

function refused(rawFile: string, why: string): HypervisorError {
  return new HypervisorError(
    'hypervisor_failed',
    `${JSON.stringify(rawFile)} cannot be a disk of this hypervisor: ${why}`,
  );
}
