import { once } from 'node:events';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dial } from '../../host-bridge/src/dial/index.ts';
import type { Vm } from '../../host-bridge/src/hypervisor/driver.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { TINY_GUEST_FILLED_BYTES } from './tiny-guest.ts';
import { countOf, countsBeyond, TinySlot } from './tiny-slot.ts';

const TEST_TIMEOUT_MS = 480_000;

/** How often the hypervisor is killed in the middle of a save. */
const KILL_COUNT = 10;

/** The rules of snapshots that every driver keeps which says that it has them. */
export function describeHypervisorCheckpoints(under: DriverUnderTest): void {
  describe(`snapshots of ${under.name}`, { timeout: TEST_TIMEOUT_MS }, () => {
    test('a running machine is saved, goes on, and is restored from there', async () => {
      await using slot = await TinySlot.create(under);
      const vm = await slot.boot();
      await countsBeyond(vm, 3);
      const saved = await vm.saveSnapshot('first', {});
      expect(vm.state).toBe('running');
      expect(saved.bytes).toBeGreaterThan(TINY_GUEST_FILLED_BYTES);
      expect(saved.standstillMs).toBeGreaterThan(0);
      const after = countOf(vm);
      await countsBeyond(vm, after + 10);
      const { machineType } = vm;
      await vm.stop();
      const restored = await slot.restore('first', { machineType });
      expect(restored).toMatchObject({ state: 'running', machineType });
      await countsBeyond(restored, 3);
    });

    test('a paused machine is saved paused, and may be restored paused', async () => {
      await using slot = await TinySlot.create(under);
      const vm = await slot.boot();
      await countsBeyond(vm, 3);
      await vm.pause({});
      const count = countOf(vm);
      expect(await vm.saveSnapshot('still', {})).toMatchObject({ standstillMs: 0 });
      expect(vm.state).toBe('paused');
      await vm.stop();
      const restored = await slot.reopen();
      await restored.start({ restoreTag: 'still', paused: true });
      expect(restored.state).toBe('paused');
      if (under.pausesLate !== true) expect(countOf(restored)).toBe(0);
      await restored.resume({});
      await countsBeyond(restored, count);
    });

    test('lists and deletes snapshots, and their room is used again', async () => {
      await using slot = await TinySlot.create(under);
      const vm = await slot.boot();
      await countsBeyond(vm, 1);
      for (const tag of ['a', 'b.B-1_']) await vm.saveSnapshot(tag, {});
      const two = await vm.diskUsageBytes();
      const list = await vm.listSnapshots();
      expect(list.map(({ tag }) => tag)).toEqual(['a', 'b.B-1_']);
      expect(list[0]?.bytes).toBeGreaterThan(TINY_GUEST_FILLED_BYTES);
      for (const tag of ['c', 'd', 'e']) {
        await vm.deleteSnapshot((await vm.listSnapshots())[0]?.tag ?? '', {});
        await vm.saveSnapshot(tag, {});
      }
      await vm.deleteSnapshot('nobody', {});
      expect(await vm.diskUsageBytes()).toBeLessThan(two + TINY_GUEST_FILLED_BYTES / 4);
      await vm.stop();
      expect((await vm.listSnapshots()).map(({ tag }) => tag)).toEqual(['d', 'e']);
      await under.checkDisk(slot.definition.slotDirectory);
    });

    test('refuses names that are taken or none, and machines that do not run', async () => {
      await using slot = await TinySlot.create(under, 'idle');
      const vm = await slot.boot();
      await vm.saveSnapshot('a', {});
      for (const tag of ['a', '', 'a b', '../a', 'x'.repeat(65)]) {
        await expect(vm.saveSnapshot(tag, {})).rejects.toMatchObject({ code: 'hypervisor_failed' });
      }
      await expect(
        vm.saveSnapshot('given-up', { signal: AbortSignal.abort() }),
      ).rejects.toMatchObject({ code: 'canceled' });
      await vm.stop();
      await expect(vm.saveSnapshot('b', {})).rejects.toMatchObject({ code: 'hypervisor_failed' });
      await expect(vm.deleteSnapshot('a', {})).rejects.toMatchObject({ code: 'hypervisor_failed' });
      expect((await vm.listSnapshots()).map(({ tag }) => tag)).toEqual(['a']);
    });

    test('what else is asked during a save waits for its end', async () => {
      await using slot = await TinySlot.create(under);
      const vm = await slot.boot();
      const saving = vm.saveSnapshot('a', {});
      await Promise.all([vm.pause({}), saving, vm.saveSnapshot('b', {})]);
      expect(vm.state).toBe('paused');
      expect(await vm.listSnapshots()).toHaveLength(2);
    });

    test('a snapshot that is missing or of another machine is told, and another one tried', async () => {
      await using slot = await TinySlot.create(under);
      const vm = await slot.boot();
      await vm.saveSnapshot('good', {});
      await vm.stop();
      const unusable = { code: 'snapshot_unusable', message: expect.stringMatching(/^[^\n]+$/) };
      await expect(slot.restore('missing')).rejects.toMatchObject(unusable);
      const memoryBytes = 2 * slot.definition.memoryBytes;
      await expect(slot.restore('good', { memoryBytes })).rejects.toMatchObject(unusable);
      await expect(slot.restore('good', { machineType: 'pc-i440fx-0.1' })).rejects.toMatchObject(
        unusable,
      );
      await countsBeyond(await slot.restore('good'), 0);
    });

    test('a disk that is missing, cut off or of another image is told, and left alone', async () => {
      await using slot = await TinySlot.create(under);
      const unusable = { code: 'snapshot_unusable' };
      await expect(slot.reopen()).rejects.toMatchObject(unusable);
      const vm = await slot.boot();
      await vm.saveSnapshot('a', {});
      await vm.stop();
      await expect(
        slot.reopen({ diskLimitBytes: 2 * slot.definition.diskLimitBytes }),
      ).rejects.toMatchObject(unusable);
      const diskFile = join(slot.definition.image.directory, 'other');
      await writeFile(diskFile, await readFile(slot.definition.image.diskFile));
      const image = { ...slot.definition.image, diskFile };
      await expect(slot.reopen({ image })).rejects.toMatchObject(unusable);
      const file = await largestFile(slot.definition.slotDirectory);
      const cutBytes = Math.floor((await stat(file)).size / 2);
      await truncate(file, cutBytes);
      await expect(slot.restore('a')).rejects.toMatchObject(unusable);
      expect((await stat(file)).size).toBe(cutBytes);
    });

    test('the agent port of a restored machine is as new', async () => {
      await using slot = await TinySlot.create(under);
      const vm = await slot.boot();
      const old = (await dial(vm.endpoint)) as Socket;
      const closed = once(old, 'close');
      old.on('error', () => old.destroy()).resume();
      await vm.saveSnapshot('a', {});
      await vm.stop();
      await closed;
      const restored = await slot.restore('a');
      (await dial(restored.endpoint)).destroy();
      await countsBeyond(restored, 0);
    });

    test('a hypervisor that is killed during a save loses no earlier snapshot', async () => {
      await using slot = await TinySlot.create(under);
      let vm: Vm = await slot.boot();
      await countsBeyond(vm, 0);
      await vm.saveSnapshot('good', {});
      for (let round = 0; round < KILL_COUNT; round += 1) {
        // As far as the disk has grown, since the time that a save takes is not known.
        const share = (round + Math.random()) / KILL_COUNT;
        const fullBytes = (await vm.diskUsageBytes()) + share * TINY_GUEST_FILLED_BYTES;
        const over = new AbortController();
        const saving = vm
          .saveSnapshot(`bad-${round}`, {})
          .catch(() => undefined)
          .finally(() => over.abort());
        while (!over.signal.aborted && (await vm.diskUsageBytes()) < fullBytes);
        if (vm.pid !== undefined) process.kill(vm.pid, 'SIGKILL');
        await Promise.all([vm.ended, saving]);
        await under.checkDisk(slot.definition.slotDirectory);
        expect((await vm.listSnapshots())[0]).toMatchObject({ tag: 'good' });
        vm = await slot.restore('good');
        await countsBeyond(vm, 0);
      }
    });
  });
}

async function largestFile(directory: string): Promise<string> {
  let largest = { path: '', bytes: -1 };
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = (await stat(path)).size;
    if (bytes > largest.bytes) largest = { path, bytes };
  }
  return largest.path;
}
