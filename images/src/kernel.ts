import { readFile, writeFile } from 'node:fs/promises';
import { ImageError } from './errors.ts';
import { runCommand } from './run-command.ts';

/** How a compressed kernel's payload begins: LZ4's legacy frame. */
const LZ4_LEGACY_MAGIC = 0x184c2102;

/**
 * Takes the ELF kernel out of a bzImage. QEMU starts it at its PVH entry, without firmware and without
 * unpacking in the guest, which costs most where the processor is emulated. Layout: kernel documentation
 * arch/x86/boot.rst, fields setup_sects, syssize, payload_offset and payload_length.
 * @throws ImageError with code `not_supported` when the kernel is packed in another way.
 */
export async function extractKernel(
  bzImageFile: string,
  elfFile: string,
  options: { readonly scratchFile: string; readonly signal: AbortSignal },
): Promise<void> {
  const payload = kernelPayload(await readFile(bzImageFile));
  await writeFile(options.scratchFile, payload);
  await runCommand('lz4', ['-d', '-f', '-q', options.scratchFile, elfFile], options);
}

/** The packed kernel inside a bzImage, without the length that the kernel's build appends. */
export function kernelPayload(bzImage: Buffer): Buffer {
  if (bzImage.length < 0x250 || bzImage.toString('latin1', 0x202, 0x206) !== 'HdrS') {
    throw new ImageError(
      'not_supported',
      'the kernel package holds no bzImage; use another kernel package',
    );
  }
  const setupSectors = bzImage.readUInt8(0x1f1) === 0 ? 4 : bzImage.readUInt8(0x1f1);
  const start = (setupSectors + 1) * 512 + bzImage.readUInt32LE(0x248);
  const end = start + bzImage.readUInt32LE(0x24c);
  const payload = bzImage.subarray(start, end);
  if (end > bzImage.length || payload.length < 12 || payload.readUInt32LE(0) !== LZ4_LEGACY_MAGIC) {
    throw new ImageError(
      'not_supported',
      'the kernel is not packed with LZ4; use another kernel package',
    );
  }
  return payload.subarray(0, payload.length - 4);
}
