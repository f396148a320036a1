import { describe, expect, test } from 'vitest';
import { encodeBootDisc, MAX_BOOT_CODE_BYTES } from './boot-disc.ts';

const sector = (disc: Uint8Array, index: number) =>
  Buffer.from(disc).subarray(index * 2048, (index + 1) * 2048);

describe('a boot disc', () => {
  const code = Uint8Array.from({ length: 5_000 }, (_, index) => index % 251);
  const disc = encodeBootDisc(code);

  test('has the descriptors of ISO 9660 and El Torito', () => {
    expect(sector(disc, 16).toString('latin1', 0, 8)).toBe('\x01CD001\x01\0');
    expect(sector(disc, 16).readUInt32LE(80) * 2048).toBe(disc.length);
    expect(sector(disc, 17).toString('latin1', 0, 30)).toBe('\0CD001\x01EL TORITO SPECIFICATION');
    expect(sector(disc, 18).toString('latin1', 0, 7)).toBe('\xffCD001\x01');
  });

  test('has a catalog that names all of the code', () => {
    const catalog = sector(disc, sector(disc, 17).readUInt32LE(71));
    let sum = 0;
    for (let offset = 0; offset < 32; offset += 2) sum += catalog.readUInt16LE(offset);
    expect(sum & 0xffff).toBe(0);
    const start = catalog.readUInt32LE(40) * 2048;
    const bytes = catalog.readUInt16LE(38) * 512;
    expect(start + bytes).toBe(disc.length);
    expect(Buffer.from(disc).indexOf(Buffer.from(code))).toBe(start + 94);
  });

  test('has no room for too much', () => {
    expect(() => encodeBootDisc(new Uint8Array(MAX_BOOT_CODE_BYTES + 1))).toThrow(RangeError);
  });
});
