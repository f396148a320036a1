/** Bytes of a sector of a disc. */
const SECTOR_BYTES = 2048;

/** Where things are on the disc, in sectors. The first sixteen belong to nobody (ECMA-119, 6.2.1). */
const SECTOR = {
  volume: 16,
  boot: 17,
  end: 18,
  paths: 19,
  root: 21,
  catalog: 22,
  image: 23,
} as const;

/** Where a BIOS loads a boot image that asks for no other place. */
const LOAD_ADDRESS = 0x7c00;

/** Where the code's table of segments lies in the boot image, and where the code itself begins. */
const [GDT_OFFSET, CODE_OFFSET] = [64, 94];

/** Most bytes of code: what a BIOS may load below its own memory, with room for a stack. */
export const MAX_BOOT_CODE_BYTES = 256 * 1024;

/**
 * A disc, ISO 9660, from which a BIOS boots 32-bit code: El Torito 1.0, no emulation. It has no files. The
 * code begins at any address, with flat segments, interrupts off, all of the memory in reach and a stack
 * at 0x90000.
 *
 * @throws RangeError for more than {@link MAX_BOOT_CODE_BYTES}
 */
export function encodeBootDisc(code: Uint8Array): Uint8Array {
  if (code.length > MAX_BOOT_CODE_BYTES) {
    throw new RangeError(`at most ${MAX_BOOT_CODE_BYTES} bytes of code, not ${code.length}`);
  }
  const image = Buffer.concat([intoProtectedMode(), code]);
  const imageSectorCount = Math.ceil(image.length / SECTOR_BYTES);
  const disc = Buffer.alloc((SECTOR.image + imageSectorCount) * SECTOR_BYTES);
  const put = (sector: number, bytes: Uint8Array): void => disc.set(bytes, sector * SECTOR_BYTES);
  put(SECTOR.volume, volumeDescriptor(disc.length / SECTOR_BYTES));
  put(SECTOR.boot, bootRecord());
  put(SECTOR.end, Buffer.from('\xffCD001\x01', 'latin1'));
  put(SECTOR.paths, Buffer.from([1, 0, SECTOR.root, 0, 0, 0, 1, 0, 0, 0]));
  put(SECTOR.paths + 1, Buffer.from([1, 0, 0, 0, 0, SECTOR.root, 0, 1, 0, 0]));
  put(SECTOR.root, Buffer.concat([rootRecord(0), rootRecord(1)]));
  put(SECTOR.catalog, bootCatalog(imageSectorCount * 4));
  put(SECTOR.image, image);
  return disc;
}

/** Primary volume descriptor: ECMA-119, 8.4. Numbers stand there in both byte orders. */
function volumeDescriptor(sectorCount: number): Uint8Array {
  const bytes = Buffer.alloc(SECTOR_BYTES);
  bytes.fill(' ', 8, 72).fill(' ', 190, 813).fill('0', 813, 881);
  bytes.write('\x01CD001\x01', 0, 'latin1');
  bytes.write('VMSLOT', 40, 'latin1');
  putBoth32(bytes, 80, sectorCount);
  for (const [offset, value] of [
    [120, 1],
    [124, 1],
    [128, SECTOR_BYTES],
  ] as const) {
    bytes.writeUInt16LE(value, offset);
    bytes.writeUInt16BE(value, offset + 2);
  }
  putBoth32(bytes, 132, 10);
  bytes.writeUInt32LE(SECTOR.paths, 140);
  bytes.writeUInt32BE(SECTOR.paths + 1, 148);
  bytes.set(rootRecord(0), 156);
  // Dates that are not given: sixteen digits, and a time zone of 0.
  for (const offset of [813, 830, 847, 864]) bytes[offset + 16] = 0;
  bytes[881] = 1;
  return bytes;
}

/** Directory record of the root: ECMA-119, 9.1; `name` 0 is the directory itself, 1 its parent. */
function rootRecord(name: number): Uint8Array {
  const bytes = Buffer.alloc(34);
  bytes[0] = bytes.length;
  putBoth32(bytes, 2, SECTOR.root);
  putBoth32(bytes, 10, SECTOR_BYTES);
  bytes[25] = 2; // it is a directory
  bytes.writeUInt16LE(1, 28);
  bytes.writeUInt16BE(1, 30);
  bytes[32] = 1;
  bytes[33] = name;
  return bytes;
}

function bootRecord(): Uint8Array {
  const bytes = Buffer.alloc(SECTOR_BYTES);
  bytes.write('\0CD001\x01EL TORITO SPECIFICATION', 0, 'latin1');
  bytes.writeUInt32LE(SECTOR.catalog, 71);
  return bytes;
}

/** @param loadCount how many units of 512 bytes the BIOS loads */
function bootCatalog(loadCount: number): Uint8Array {
  const bytes = Buffer.alloc(64);
  bytes[0] = 1; // validation entry, for x86
  bytes.set([0x55, 0xaa], 30);
  bytes.writeUInt16LE(-(0x0001 + 0xaa55) & 0xffff, 28); // all words of it add up to 0
  bytes[32] = 0x88; // bootable, no emulation, at the usual place
  bytes.writeUInt16LE(loadCount, 38);
  bytes.writeUInt32LE(SECTOR.image, 40);
  return bytes;
}

function putBoth32(bytes: Buffer, offset: number, value: number): void {
  bytes.writeUInt32LE(value, offset);
  bytes.writeUInt32BE(value, offset + 4);
}

/** The head of the boot image: 16-bit code of the 80386 that ends where the 32-bit code begins. */
function intoProtectedMode(): Uint8Array {
  const head = Buffer.alloc(CODE_OFFSET);
  head.set(
    [
      [0xfa], //                                           cli
      [0xea, ...int16(LOAD_ADDRESS + 6), 0x00, 0x00], //   jmp 0:here     the BIOS may have 07c0:0000
      [0x31, 0xc0, 0x8e, 0xd8], //                         xor ax, ax; mov ds, ax
      [0xe4, 0x92, 0x0c, 0x02, 0x24, 0xfe, 0xe6, 0x92], // address line 20 on, by port 0x92
      [0x0f, 0x01, 0x16, ...int16(LOAD_ADDRESS + GDT_OFFSET + 24)], // lgdt
      [0x0f, 0x20, 0xc0, 0x0c, 0x01, 0x0f, 0x22, 0xc0], // protected mode on, by cr0
      [0x66, 0xea, ...int32(LOAD_ADDRESS + 39), 0x08, 0x00], // jmp 8:next
      [0x66, 0xb8, 0x10, 0x00], //                   next: mov ax, 16
      [0x8e, 0xd8, 0x8e, 0xc0, 0x8e, 0xd0], //             mov ds, ax; mov es, ax; mov ss, ax
      [0xbc, 0x00, 0x00, 0x09, 0x00], //                   mov esp, 0x90000
      [0xeb, CODE_OFFSET - 56], //                         jmp code
    ].flat(),
  );
  // Two segments of 4 GiB each, for code and for data, after the empty one.
  head.set([0xff, 0xff, 0, 0, 0, 0x9a, 0xcf, 0], GDT_OFFSET + 8);
  head.set([0xff, 0xff, 0, 0, 0, 0x92, 0xcf, 0], GDT_OFFSET + 16);
  head.set([23, 0, ...int32(LOAD_ADDRESS + GDT_OFFSET)], GDT_OFFSET + 24);
  return head;
}

function int16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

function int32(value: number): number[] {
  return [...int16(value), ...int16(value >>> 16)];
}
