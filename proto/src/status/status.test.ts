import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeStatus, findLastStatus, MAX_STATUS_BYTES } from './decode-status.ts';
import { encodeStatus } from './encode-status.ts';
import { MAX_STATUS_LINE_BYTES, type GuestStatus } from './guest-status.ts';

const STATUS: GuestStatus = {
  sequence: 7,
  uptimeMs: 123_456,
  link: 'up',
  epoch: 0xab_cdef,
  taskCount: 1,
  delayMs: 3,
  busyPermille: 12,
};

const anyStatus: fc.Arbitrary<GuestStatus> = fc.record({
  sequence: fc.nat({ max: 0xffff_ffff }),
  uptimeMs: fc.maxSafeNat(),
  link: fc.constantFrom('up', 'down', 'none'),
  epoch: fc.nat({ max: 0xffff_ffff }),
  taskCount: fc.nat({ max: 0xffff_ffff }),
  delayMs: fc.nat({ max: 0xffff_ffff }),
  busyPermille: fc.nat({ max: 1000 }),
});

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('a status line', () => {
  test('is short ASCII', () => {
    expect(encodeStatus(STATUS)).toBe(
      'vmslot-status 1 seq=7 up=123456 link=up epoch=00abcdef tasks=1 delay=3 busy=12 sum=9a0fb3e8\n',
    );
  });

  test('is read as it was written, and fits', () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        const line = encodeStatus(status);
        expect(line.length).toBeLessThanOrEqual(MAX_STATUS_LINE_BYTES);
        expect(decodeStatus(line.slice(0, -1))).toEqual(status);
      }),
    );
  });

  test('numbers that do not fit are bounded', () => {
    const wild = { ...STATUS, sequence: -1, uptimeMs: Infinity, delayMs: NaN, busyPermille: 5e9 };
    expect(decodeStatus(encodeStatus(wild).slice(0, -1))).toEqual({
      ...STATUS,
      sequence: 0,
      uptimeMs: Number.MAX_SAFE_INTEGER,
      delayMs: 0,
      busyPermille: 1000,
    });
  });

  test('with any byte changed it is worthless', () => {
    const line = encodeStatus(STATUS).slice(0, -1);
    for (let offset = 0; offset < line.length; offset += 1) {
      const damaged = bytes(line);
      damaged[offset] = (damaged[offset] ?? 0) ^ 1;
      expect(decodeStatus(damaged.toString('latin1'))).toBeUndefined();
    }
  });

  test('with any part missing or more it is worthless', () => {
    const line = encodeStatus(STATUS).slice(0, -1);
    for (let length = 0; length < line.length; length += 1) {
      expect(decodeStatus(line.slice(0, length))).toBeUndefined();
    }
    expect(decodeStatus(`${line} `)).toBeUndefined();
    expect(decodeStatus(`${line}${'x'.repeat(1_000_000)}`)).toBeUndefined();
  });
});

describe('findLastStatus', () => {
  const one = encodeStatus(STATUS);
  const two = encodeStatus({ ...STATUS, sequence: 8 });

  test.each([
    ['the last of two', `${one}${two}`, 8],
    ['not one that is being written', `${one}${two.slice(0, -1)}`, 7],
    ['after a ring has gone round', `${one.slice(20)}${two}`, 8],
    ['among a console’s text', `[  1.0] boot\r\nlogin: ${one.trim()}\r\n[  2.0] more\r\n`, 7],
    ['before a damaged one', `${one}${two.replace('tasks=1', 'tasks=9')}`, 7],
    ['behind a line without end', `${'x'.repeat(100_000)}\n${one}`, 7],
  ])('%s', (_name, text, sequence) => {
    expect(findLastStatus(bytes(text))?.sequence).toBe(sequence);
  });

  test('no bytes, and any bytes, give none', () => {
    expect(findLastStatus(new Uint8Array())).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (noise) => {
        expect(findLastStatus(noise)).toBeUndefined();
      }),
    );
  });

  test('only the end of what there is is looked at', () => {
    const text = `${one}${' '.repeat(MAX_STATUS_BYTES)}\n`;
    expect(findLastStatus(bytes(text))).toBeUndefined();
  });

  test('lines of a guest that wants to make work', () => {
    const text = 'vmslot-status 1 '.repeat(MAX_STATUS_BYTES / 16);
    expect(findLastStatus(bytes(`${text}\n`))).toBeUndefined();
    expect(findLastStatus(bytes('\n'.repeat(MAX_STATUS_BYTES)))).toBeUndefined();
  });
});
