import { describe, expect, test } from 'vitest';
import { encodeVmdkDescriptor, MAX_VMDK_EXTENT_BYTES } from './vmdk-descriptor.ts';

const uuid = '01234567-89ab-4cde-8f01-23456789abcd';
const encode = (rawFile: string, sizeBytes = 1024 * 1024) =>
  encodeVmdkDescriptor({ rawFile, sizeBytes, uuid });

describe('a disk description', () => {
  test('names the raw file with its size in sectors', () => {
    const lines = encode('/images/a b/disk, x=1.img').split('\n');
    expect(lines[0]).toBe('# Disk DescriptorFile');
    expect(lines).toContain('RW 2048 FLAT "/images/a b/disk, x=1.img" 0');
    expect(lines).toContain('createType="monolithicFlat"');
    expect(lines).toContain('CID=01234567');
    expect(lines).toContain(`ddb.uuid.image = "${uuid}"`);
  });

  test.each([
    'relative.img',
    '/a"b',
    '/a\nRW 2048 FLAT "/etc/shadow" 0',
    '/a\rb',
    '/a\0b',
    '/a" 0\nddb.x = "',
    '',
  ])('is refused for the path %j', (path) => {
    expect(() => encode(path)).toThrow(/cannot be a disk/);
  });

  test('has any other character of a path as it is', () => {
    expect(encode("/é/#/$(x)/'/\\/|22")).toContain(`FLAT "/é/#/$(x)/'/\\/|22" 0`);
  });

  test.each([0, -512, 513, 0.5, Number.NaN, MAX_VMDK_EXTENT_BYTES + 512])(
    'is refused for %d bytes',
    (sizeBytes) => {
      expect(() => encode('/disk', sizeBytes)).toThrow(/bytes, not a multiple/);
    },
  );
});
