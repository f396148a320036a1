import { describe, expect, test } from 'vitest';
import { parseMounts } from '../parse-mounts.ts';
import { MAX_FREEZE_COUNT } from '../system-limits.ts';
import { chooseMounts } from './choose-mounts.ts';
import { parseCommandLine } from './find-left-watches.ts';
import { parseFreezeLine, saysAlreadyFrozen, saysNotFrozen } from './freeze-script.ts';

const MOUNTS = parseMounts(`22 27 0:21 / /proc rw - proc proc rw
27 1 254:0 / / rw - ext4 /dev/vda rw
30 27 254:16 / /seed ro - ext4 /dev/vdb ro
31 27 7:0 / /data rw - ext4 /dev/loop0 rw
32 27 7:0 /sub /bound rw - ext4 /dev/loop0 rw
33 31 7:1 / /data/in rw - xfs /dev/loop1 rw
`);

describe('which file systems are frozen', () => {
  test('every one on a block device that can be written to, the last mounted first', () => {
    expect(chooseMounts(MOUNTS, [])).toEqual({
      mountPoints: ['/data/in', '/data', '/'],
      missing: [],
    });
  });

  test('those that are named, in the same order, each once', () => {
    const paths = ['/', '/gone', '/data/in', '/', '/data', '/data/'];
    expect(chooseMounts(MOUNTS, paths)).toEqual({
      mountPoints: ['/data/in', '/data', '/'],
      missing: ['/gone', '/data/'],
    });
  });

  test.each([
    ['data'],
    [''],
    ['/a\0b'],
    [`/${'x'.repeat(5000)}`],
    Array.from({ length: MAX_FREEZE_COUNT + 1 }, (_value, index) => `/${index}`),
  ])('%#: what is no path, or too many, is refused', (...paths) => {
    expect(() => chooseMounts(MOUNTS, paths)).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

describe('what the script says', () => {
  test.each([
    ['done', 'done'],
    ['expired', 'expired'],
    ['0 0 ', { index: 0, exitCode: 0, message: '' }],
    ['12 1 fsfreeze: /a b: c', { index: 12, exitCode: 1, message: 'fsfreeze: /a b: c' }],
    ['0 0', { index: 0, exitCode: 0, message: '' }],
    ['', undefined],
    ['x 0 y', undefined],
    ['-1 0 y', undefined],
    ['1', undefined],
  ])('%j', (line, parsed) => {
    expect(parseFreezeLine(line)).toEqual(parsed);
  });

  test('the words of fsfreeze', () => {
    expect(saysAlreadyFrozen('fsfreeze: /m: freeze failed: Device or resource busy')).toBe(true);
    expect(saysAlreadyFrozen('fsfreeze: /m: freeze failed: Operation not supported')).toBe(false);
    expect(saysNotFrozen('fsfreeze: /m: unfreeze failed: Invalid argument')).toBe(true);
    expect(saysNotFrozen('fsfreeze: /m: unfreeze failed: Operation not permitted')).toBe(false);
  });
});

describe('command lines of watchdogs', () => {
  test.each([
    [
      ['/bin/dash', '-c', 'script', 'vmslot-freeze', '1.000', '', '/a', '/b', ''],
      ['/a', '/b'],
    ],
    [['/bin/dash', '-c', 'script', 'vmslot-freeze', '1.000', '/group', ''], []],
    [['/bin/dash', '-c', 'script', 'another', '1', '', '/a', ''], undefined],
    [['/bin/bash', '-c', 'script', 'vmslot-freeze', '1', '', '/a', ''], undefined],
    [['vmslot-freeze'], undefined],
    [[''], undefined],
  ])('%j', (words, mountPoints) => {
    expect(parseCommandLine(words.join('\0'))).toEqual(mountPoints);
  });
});
