import { expect, test } from 'vitest';
import { parseCgroup2Mount } from './find-cgroup2-mount.ts';
import { parseProcessStat, readProcessTable } from './process-table.ts';

const FIELDS = 'S 7 8 9 0 -1 4194304 1 2 3 4 10 20 30 40 20 0 1 0 12345 0 0';

test('reads a row of the process table whatever the program is called', () => {
  for (const name of ['sh', 'a b', 'x) R 1 1 1', '(((', ')']) {
    expect(parseProcessStat(`42 (${name}) ${FIELDS}`)).toEqual({
      pid: 42,
      parentPid: 7,
      session: 9,
      startTicks: 12_345,
      cpuTimeMs: 1000,
      userTimeMs: 400,
      systemTimeMs: 600,
      stopped: false,
      alive: true,
    });
  }
});

test.each(['', '42', '42 (sh', '42 (sh) S 1', ') 1 ('])('%j is no row', (text) => {
  expect(parseProcessStat(text)).toBeUndefined();
});

test('a zombie is not alive', () => {
  expect(parseProcessStat(`42 (sh) ${FIELDS.replace('S', 'Z')}`)?.alive).toBe(false);
});

test('finds this process', () => {
  const own = readProcessTable().find((entry) => entry.pid === process.pid);
  expect(own).toMatchObject({ parentPid: process.ppid, alive: true });
});

test.each([
  ['cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n', '/sys/fs/cgroup'],
  [
    'tmpfs /sys/fs/cgroup tmpfs rw 0 0\ncgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0',
    '/sys/fs/cgroup/unified',
  ],
  ['none /mnt/a\\040b cgroup2 rw 0 0', '/mnt/a b'],
  ['cgroup /sys/fs/cgroup cgroup rw 0 0', undefined],
  ['', undefined],
])('where the hierarchy is, in %j', (mounts, expected) => {
  expect(parseCgroup2Mount(mounts)).toBe(expected);
});
