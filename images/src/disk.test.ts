import { describe, expect, test } from 'vitest';
import { DISK_SLACK_BYTES, diskSizeBytes, JOURNAL_BYTES, normalisingCommands } from './disk.ts';
import { kernelPayload } from './kernel.ts';

const MIB = 1024 * 1024;

describe('diskSizeBytes', () => {
  test.each([0, 1, 100 * MIB, 300 * MIB + 1])(
    'leaves room beyond %i bytes of content',
    (blockBytes) => {
      const size = diskSizeBytes({ inodeCount: 10, blockBytes });
      expect(size % MIB).toBe(0);
      expect(size).toBeGreaterThan(blockBytes + JOURNAL_BYTES + DISK_SLACK_BYTES);
      expect(size).toBeLessThan((blockBytes + JOURNAL_BYTES + DISK_SLACK_BYTES) * 1.05 + 6 * MIB);
    },
  );
});

test('normalisingCommands reach the root, lost+found and the last inode, and no further', () => {
  const lines = normalisingCommands(3, 99).split('\n');
  expect(lines).toContain('sif <2> ctime @99');
  expect(lines).toContain('sif <11> crtime_extra 0');
  expect(lines).toContain('sif <14> atime @99');
  expect(lines.some((line) => line.includes('<15>'))).toBe(false);
});

describe('kernelPayload', () => {
  /** A bzImage with one setup sector; the payload's last four bytes are the length that is dropped. */
  function bzImage(payload: Buffer): Buffer {
    const header = Buffer.alloc(1024);
    header.writeUInt8(1, 0x1f1);
    header.write('HdrS', 0x202, 'latin1');
    header.writeUInt32LE(16, 0x248);
    header.writeUInt32LE(payload.length, 0x24c);
    return Buffer.concat([header, Buffer.alloc(16), payload, Buffer.from('behind')]);
  }
  const packed = Buffer.from('02214c18aabbccdd11223344', 'hex');

  test('is cut out without the length at its end', () => {
    expect(kernelPayload(bzImage(packed)).toString('hex')).toBe('02214c18aabbccdd');
  });

  test.each([
    ['a short file', Buffer.from('MZ')],
    ['a file without the header', Buffer.alloc(4096)],
    ['another compression', bzImage(Buffer.from('fd377a585a0011223344556677', 'hex'))],
    ['a payload that ends behind the file', bzImage(packed).subarray(0, 1044)],
  ])('%s is refused', (_, bytes) => {
    expect(() => kernelPayload(bytes)).toThrow(expect.objectContaining({ code: 'not_supported' }));
  });
});
