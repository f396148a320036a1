import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HypervisorDriver, Vm } from '../../host-bridge/src/hypervisor/driver.ts';
import type { ReadFreeBytes } from '../../host-bridge/src/hypervisor/room.ts';
import { agentChannelsOf, type DriverUnderTest } from './driver-under-test.ts';
import { TINY_GUEST_FILLED_BYTES } from './tiny-guest.ts';
import { countOf, countsBeyond } from './tiny-slot.ts';

/** Room for two snapshots of the tiny guest, and a part of a third. */
export const SMALL_FILE_SYSTEM_BYTES = Math.round(2.4 * TINY_GUEST_FILLED_BYTES);

/** What a driver's test hands over beside {@link DriverUnderTest}. */
export interface FullDiskUnderTest {
  readonly under: DriverUnderTest;
  createDriver(options: { readonly readFreeBytes?: ReadFreeBytes }): HypervisorDriver;
  /** Directory on a file system of {@link SMALL_FILE_SYSTEM_BYTES}, empty, for the length of a test. */
  slotDirectory(): string;
}

const NO_ROOM = { code: 'no_room', message: expect.stringMatching(/vm: .* \d+ are free/) };

/** The rules of a save for which the host's disk has no room. */
export function describeFullDisk(full: FullDiskUnderTest): void {
  async function withMachine(
    driver: HypervisorDriver,
    work: (vm: Vm, reopen: () => Promise<Vm>) => Promise<void>,
  ): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-full-'));
    const seedFile = join(directory, 'seed.img');
    await mkdir(join(directory, 'image'));
    await writeFile(seedFile, new Uint8Array(64 * 1024));
    const definition = {
      slotDirectory: full.slotDirectory(),
      seedFile,
      image: await full.under.createGuest(join(directory, 'image'), 'count'),
      accelerator: full.under.accelerator,
      memoryBytes: full.under.memoryBytes,
      cpuCount: 1,
      diskLimitBytes: 1024 * 1024,
      network: false,
      agentPortName: 'org.vmslot.agent.0',
      agentChannel: agentChannelsOf(full.under)[0],
    };
    const vm = await driver.define(definition, {});
    try {
      await vm.start({});
      await countsBeyond(vm, 0);
      await work(vm, () => driver.reopen(definition, {}));
    } finally {
      await vm.destroy();
      await rm(directory, { recursive: true });
    }
  }

  describe(`a save of ${full.under.name} without room`, { timeout: 240_000 }, () => {
    test('is refused before anything is written', () =>
      withMachine(full.createDriver({}), async (vm) => {
        await vm.saveSnapshot('a', {});
        const usedBytes = await vm.diskUsageBytes();
        await expect(vm.saveSnapshot('b', {})).rejects.toMatchObject(NO_ROOM);
        expect(vm.state).toBe('running');
        expect(await vm.diskUsageBytes()).toBe(usedBytes);
        await countsBeyond(vm, countOf(vm));
      }));

    test('that only shows while it writes, leaves machine and snapshots as they were', () => {
      const readFreeBytes = () => Promise.resolve(Number.POSITIVE_INFINITY);
      return withMachine(full.createDriver({ readFreeBytes }), async (vm, reopen) => {
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
          const restored = await reopen();
          await restored.start({ restoreTag });
          await countsBeyond(restored, 0);
          await restored.stop();
        }
      });
    });
  });
}
