import { describe, expect, test } from 'vitest';
import { encodeInitrd, TRIAL_WORD, trialInitrd } from './trial-guest.ts';

/** Reads a "newc" archive by the description in cpio(5). */
function readArchive(bytes: Buffer): { name: string; mode: number; content: Buffer }[] {
  const entries = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes.toString('latin1', at, at + 6)).toBe('070701');
    const field = (index: number) =>
      Number.parseInt(bytes.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);
    const [mode, size, nameBytes] = [field(1), field(6), field(11)];
    const nameAt = at + 110;
    const contentAt = Math.ceil((nameAt + nameBytes) / 4) * 4;
    const content = bytes.subarray(contentAt, contentAt + size);
    entries.push({ name: bytes.toString('latin1', nameAt, nameAt + nameBytes - 1), mode, content });
    at = Math.ceil((contentAt + size) / 4) * 4;
  }
  return entries;
}

describe('the initial RAM disk', () => {
  test.each([0, 1, 2, 3, 4, 5])('holds a first process of %s bytes, and ends', (size) => {
    const init = Buffer.alloc(size, 'x');
    expect(readArchive(encodeInitrd(init))).toEqual([
      { name: 'init', mode: 0o100755, content: init },
      { name: 'TRAILER!!!', mode: 0, content: Buffer.alloc(0) },
    ]);
  });

  test('of the trial has a program whose word and end are where its code says', () => {
    const [init] = readArchive(trialInitrd());
    const program = init?.content ?? Buffer.alloc(0);
    expect(program.length).toBeLessThan(300);
    expect(program.subarray(0, 4).toString('latin1')).toBe('\u007fELF');
    // One segment that is the whole file, loaded at its address; the entry lies behind the headers.
    expect(program.readUInt16LE(56)).toBe(1);
    expect(program.readBigUInt64LE(64 + 32)).toBe(BigInt(program.length));
    const entry = Number(program.readBigUInt64LE(24) - program.readBigUInt64LE(64 + 16));
    expect(entry).toBe(120);
    // lea rsi, [rip + distance]
    const lea = program.indexOf(Buffer.from([0x48, 0x8d, 0x35]), entry);
    const wordAt = lea + 7 + program.readInt32LE(lea + 3);
    expect(program.subarray(wordAt).toString('latin1')).toBe(`${TRIAL_WORD}\n`);
    // jne end, which is the jump to itself before the word
    const jump = program.indexOf(Buffer.from([0x3d]), entry) + 5;
    expect(program[jump]).toBe(0x75);
    const end = jump + 2 + (program[jump + 1] ?? 0);
    expect([...program.subarray(end, end + 2)]).toEqual([0xeb, 0xfe]);
    expect(end + 2).toBe(wordAt);
  });
});
