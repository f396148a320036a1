import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ANY_DRIVER, chooseDriver, createDriver, DRIVER_NAMES } from './registry.ts';

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

describe('chooseDriver', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vmslot-registry-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  test('takes the one that is named, there or not', async () => {
    for (const name of DRIVER_NAMES) {
      expect((await chooseDriver(name, { programDirectory: directory })).name).toBe(name);
    }
    await expect(chooseDriver('hal')).rejects.toMatchObject({
      code: 'hypervisor_missing',
      message: expect.stringContaining('auto, qemu'),
    });
  });

  test('takes one that is there, else the first, which says what is missing', async () => {
    const none = await chooseDriver(ANY_DRIVER, { programDirectory: directory });
    expect(none.name).toBe(DRIVER_NAMES[0]);
    await expect(none.locate()).rejects.toMatchObject({ code: 'hypervisor_missing' });
    const last = DRIVER_NAMES.at(-1) ?? '';
    const program = basename(await locatedName(last));
    await writeFile(join(directory, program), '#!/bin/sh\n', { mode: 0o755 });
    const found = await chooseDriver(ANY_DRIVER, { programDirectory: directory });
    expect(found.name).toBe(last);
  });

  test('takes the preferred one before others, where it is there', async () => {
    const [first = '', second = ''] = DRIVER_NAMES;
    const take = async (preferred: string) =>
      (await chooseDriver(ANY_DRIVER, { programDirectory: directory, preferred })).name;
    // Nothing is there: then it says what is missing.
    expect(await take(second)).toBe(second);
    for (const name of [first, second]) {
      const program = basename(await locatedName(name));
      await writeFile(join(directory, program), '#!/bin/sh\n', { mode: 0o755 });
    }
    expect(await take(second)).toBe(second);
    expect(await take(DRIVER_NAMES.at(-1) ?? '')).toBe(first);
    expect(await take('hal')).toBe(first);
  });
});

/** A name of the driver's program: what its error says is not there. */
async function locatedName(name: string): Promise<string> {
  const driver = createDriver(name, { programDirectory: '/nonexistent' });
  const error: unknown = await driver.locate().catch((reason: unknown) => reason);
  return /^\S+/.exec((error as Error).message)?.[0] ?? '';
}
