import { describe, expect, test } from 'vitest';
import { createDriver, DRIVER_NAMES } from './registry.ts';

describe('createDriver', () => {
  test('makes each driver under its own name', () => {
    expect(DRIVER_NAMES.map((name) => createDriver(name).name)).toEqual(DRIVER_NAMES);
  });

  test.each(['', 'toString', 'QEMU', '__proto__'])('refuses %j', (name) => {
    expect(() => createDriver(name)).toThrow(
      expect.objectContaining({ code: 'hypervisor_missing' }),
    );
  });
});
