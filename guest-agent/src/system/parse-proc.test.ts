import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCount } from './parse-count.ts';
import { parseDisk } from './parse-disk.ts';
import { parseLoad } from './parse-load.ts';
import { parseMemory } from './parse-memory.ts';
import { blockDeviceMounts, parseMounts } from './parse-mounts.ts';
import { parseNetwork } from './parse-network.ts';
import { parseStat } from './parse-stat.ts';
import { MAX_NETWORK_COUNT } from './system-limits.ts';

const STAT = `cpu  1116174 252350 202528 1753842 40975 3 7919 15811 9 8
cpu0 555585 126334 94829 893683 12954 0 2891 7869 0 0
intr 23915198 0 0
ctxt 3`;
const NETWORK = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 45750252176 1709311    1    0    0     0          0         0 45750252176 1709311    2    0    0    0     0       0
 eth0.5:123 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
`;
const DISK = `   7       0 loop0 45 0 694 1 403 220 203284 624 0 228 799 0 0 0 0 169 174
 254       1 vda1 10 2 8 1 4 5 16 7 0 1 2
 254       2 vda2 18446744073709551615 0 18446744073709551615 0 0 0 18446744073709551615 0 0 0 0
`;
const MOUNTS = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
30 27 254:16 / /media/a\\040b\\134c ro - ext4 /dev/vdb ro,data=ordered
31 27 254:16 / /again rw - ext4 /dev/vdb ro
32 27 254:32 / /over rw - xfs /dev/vdc rw
33 27 254:48 / /over rw - xfs /dev/vdd rw
34 27 0:40 / /tmp rw - tmpfs /dev/nothing rw
`;

describe('texts of the kernel', () => {
  test('times of the CPUs', () => {
    expect(parseStat(STAT)).toEqual({
      userMs: 13_685_240,
      systemMs: 2_104_500,
      idleMs: 17_538_420,
      waitMs: 409_750,
      stealMs: 158_110,
    });
  });

  test('memory, with units', () => {
    const fields = parseMemory('MemTotal:  24683656 kB\nActive(anon): 7 kB\nHugePages_Free: 0\n');
    expect([...fields]).toEqual([
      ['MemTotal', 24_683_656 * 1024],
      ['Active(anon)', 7168],
    ]);
  });

  test('load', () => {
    expect(parseLoad('1.00 0.72 0.61 2/142 11468\n')).toEqual({
      oneMinute: 1,
      fiveMinutes: 0.72,
      fifteenMinutes: 0.61,
      runningThreads: 2,
      threads: 142,
    });
  });

  test('network interfaces, also where a counter touches the name', () => {
    expect(parseNetwork(NETWORK)).toEqual([
      {
        name: 'lo',
        receivedBytes: 45_750_252_176,
        receivedErrors: 1,
        sentBytes: 45_750_252_176,
        sentErrors: 2,
      },
      { name: 'eth0.5', receivedBytes: 123, receivedErrors: 5, sentBytes: 11, sentErrors: 13 },
    ]);
  });

  test('disks by number, with counters that no number holds', () => {
    const disks = parseDisk(DISK);
    expect(disks.get('254:1')).toEqual({ readBytes: 8 * 512, writtenBytes: 16 * 512 });
    expect(disks.get('254:2')).toEqual({
      readBytes: Number.MAX_SAFE_INTEGER,
      writtenBytes: Number.MAX_SAFE_INTEGER,
    });
    expect(disks.get('7:0')).toEqual({ readBytes: 694 * 512, writtenBytes: 203_284 * 512 });
  });

  test('mounts, with blanks in their names', () => {
    const mounts = parseMounts(MOUNTS);
    expect(mounts).toHaveLength(7);
    expect(mounts[2]).toEqual({
      deviceNumber: '254:16',
      mountPoint: String.raw`/media/a b\c`,
      fileSystem: 'ext4',
      source: '/dev/vdb',
      isReadOnly: true,
    });
    expect(mounts[1]?.isReadOnly).toBe(false);
  });

  test('each file system of a block device once, and what is mounted over is not seen', () => {
    const seen = blockDeviceMounts(parseMounts(MOUNTS)).map(({ source }) => source);
    expect(seen).toEqual(['/dev/vda', '/dev/vdb', '/dev/vdd', '/dev/nothing']);
  });
});

describe('texts that are none of the kernel', () => {
  const PARSERS = [parseStat, parseMemory, parseLoad, parseNetwork, parseDisk, parseMounts];

  test('no text makes a parser fail, or gives a number that is none', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(...[STAT, NETWORK, DISK, MOUNTS].flatMap((text) => text.split('\n'))),
      fc.constantFrom('cpu  -1 NaN 1e9 0x10', 'lo: 1', 'cpu ', '0.1 1 2 3/4', ' - ', '7 0 x'),
    );
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, (input) => {
        for (const parse of PARSERS) expect(numbersOf(parse(input))).toSatisfy(allCounts);
      }),
    );
  });

  test('a million bytes of one line take no time to speak of', () => {
    for (const fill of ['cpu ', ' ', '1', ' - ', 'a:', '\\040', '/']) {
      const input = fill.repeat(1_000_000 / fill.length);
      for (const parse of PARSERS) expect(numbersOf(parse(input))).toSatisfy(allCounts);
    }
  });

  test('names that would lead out of /sys are no interfaces', () => {
    const row = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16';
    for (const name of ['..', '.', '../../etc', 'a/b', 'a b', 'sixteen-letters-']) {
      expect(parseNetwork(`${name}: ${row}\n`)).toEqual([]);
    }
    const many = Array.from({ length: 200 }, (_value, index) => `if${index}: ${row}`);
    expect(parseNetwork(many.join('\n'))).toHaveLength(MAX_NETWORK_COUNT);
  });

  test.each([
    ['12', 12],
    ['18446744073709551615', Number.MAX_SAFE_INTEGER],
    ['', 0],
    ['-1', 0],
    ['1.5', 0],
    ['1e3', 0],
    ['9'.repeat(400), 0],
  ])('counter %s', (text, count) => {
    expect(parseCount(text)).toBe(count);
  });
});

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof Map) return [...value.values()].flatMap(numbersOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbersOf);
  return [];
}

const allCounts = (numbers: number[]): boolean =>
  numbers.every((number) => number >= 0 && number <= Number.MAX_SAFE_INTEGER);
