import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { QemuDriver } from '../../host-bridge/src/hypervisor/qemu/index.ts';
import { createTinyGuest, TINY_GUEST_FILLED_BYTES } from './tiny-guest.ts';
import { countOf, countsBeyond } from './tiny-slot.ts';

const execute = promisify(execFile);

/** Room for two snapshots of the tiny guest, and a part of a third. */
const FILE_SYSTEM_BYTES = Math.round(2.4 * TINY_GUEST_FILLED_BYTES);

let directory: string;
let slotDirectory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-full-'));
  slotDirectory = join(directory, 'slot');
  await mkdir(slotDirectory);
  const options = ['-t', 'tmpfs', '-o', `size=${FILE_SYSTEM_BYTES}`];
  await execute('mount', [...options, 'vmslot-contract', slotDirectory]);
});

afterEach(async () => {
  await execute('umount', [slotDirectory]);
  await rm(directory, { recursive: true });
});

async function boot(driver: QemuDriver) {
  const seedFile = join(directory, 'seed.img');
  await writeFile(seedFile, new Uint8Array(64 * 1024));
  const definition = {
    slotDirectory,
    seedFile,
    image: await createTinyGuest(join(directory, 'image'), 'count'),
    accelerator: 'tcg',
    memoryBytes: 32 * 1024 * 1024,
    cpuCount: 1,
    diskLimitBytes: 1024 * 1024,
    network: false,
    agentPortName: 'org.vmslot.agent.0',
  } as const;
  const vm = await driver.define(definition, {});
  await vm.start({});
  await countsBeyond(vm, 0);
  return { vm, definition };
}

const NO_ROOM = { code: 'no_room', message: expect.stringMatching(/vm: .* \d+ are free/) };

// Mounting takes root, as other tests of this project do.
describe('a save without room', { timeout: 60_000 }, () => {
  test('is refused before anything is written', async () => {
    const { vm } = await boot(new QemuDriver({ lowPriority: false }));
    try {
      await vm.saveSnapshot('a', {});
      const usedBytes = await vm.diskUsageBytes();
      await expect(vm.saveSnapshot('b', {})).rejects.toMatchObject(NO_ROOM);
      expect(vm.state).toBe('running');
      expect(await vm.diskUsageBytes()).toBe(usedBytes);
      await countsBeyond(vm, countOf(vm));
    } finally {
      await vm.destroy();
    }
  });

  test('that only shows while it writes, leaves machine and snapshots as they were', async () => {
    const readFreeBytes = () => Promise.resolve(Number.POSITIVE_INFINITY);
    const driver = new QemuDriver({ lowPriority: false, readFreeBytes });
    const { vm, definition } = await boot(driver);
    try {
      for (const tag of ['a', 'b']) await vm.saveSnapshot(tag, {});
      await expect(vm.saveSnapshot('c', {})).rejects.toMatchObject(NO_ROOM);
      expect(vm.state).toBe('running');
      await countsBeyond(vm, countOf(vm));
      await vm.pause({});
      await expect(vm.saveSnapshot('c', {})).rejects.toMatchObject(NO_ROOM);
      expect(vm.state).toBe('paused');
      await vm.deleteSnapshot('a', {});
      await vm.saveSnapshot('c', {});
      expect((await vm.listSnapshots()).map(({ tag }) => tag)).toEqual(['b', 'c']);
      await vm.stop();
      for (const restoreTag of ['b', 'c']) {
        const restored = await driver.reopen(definition, {});
        await restored.start({ restoreTag });
        await countsBeyond(restored, 0);
        await restored.stop();
      }
    } finally {
      await vm.destroy();
    }
  });
});
