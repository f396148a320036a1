import { expect, test } from 'vitest';

import { nearestName } from './nearest-name.ts';

const KNOWN = ['image', 'memory_size_mb', 'ncpus', 'stdout_filename', 'command_line', 'output'];

test.each([
  ['imgae', 'image'],
  ['Image', 'image'],
  ['ncpu', 'ncpus'],
  ['memory_mb', 'memory_size_mb'],
  ['memory-size-mb', 'memory_size_mb'],
  ['stdout', 'stdout_filename'],
  ['command', 'command_line'],
  ['ouput', 'output'],
])('%s is near %s', (name, expected) => {
  expect(nearestName(name, KNOWN)).toBe(expected);
});

test.each(['x', 'daemon', 'ö', '_', 'a'.repeat(100_000)])('name %# is near nothing', (name) => {
  expect(nearestName(name, KNOWN)).toBeUndefined();
});
