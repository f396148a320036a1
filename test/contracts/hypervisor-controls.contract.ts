import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endOrphan } from '../../host-bridge/src/process/end-orphan.ts';
import {
  processIdentity,
  type ProcessIdentity,
} from '../../host-bridge/src/process/process-identity.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { countOf, countsBeyond, TinySlot } from './tiny-slot.ts';

const TEST_TIMEOUT_MS = 240_000;

/** The rules of what a volunteer's preferences ask for: figures, limits, network, ownership. */
export function describeHypervisorControls(under: DriverUnderTest): void {
  describe(`controls of ${under.name}`, { timeout: TEST_TIMEOUT_MS }, () => {
    test('figures grow with the work, and end with the machine', async () => {
      await using slot = await TinySlot.create(under);
      const vm = await slot.boot();
      let last = await vm.figures();
      expect(last?.residentBytes).toBeGreaterThan(1024 * 1024);
      for (let count = 0; count < 30; count += 10) {
        await countsBeyond(vm, count);
        const now = await vm.figures();
        expect(now?.cpuTimeMs).toBeGreaterThanOrEqual(last?.cpuTimeMs ?? 0);
        last = now;
      }
      expect(last?.cpuTimeMs).toBeGreaterThan(0);
      await vm.stop();
      expect(await vm.figures()).toBeUndefined();
    });

    if (under.capabilities.cpuLimit) {
      test('a limited machine uses a small part of the time, and answers all the same', async () => {
        await using slot = await TinySlot.create(under);
        const vm = await slot.boot();
        await countsBeyond(vm, 0);
        vm.limitCpu({ cpuCount: 0.1 });
        if (under.limitsLater === true) {
          await vm.pause({});
          await vm.resume({});
          // The last slice without a limit is no part of what is measured.
          await countsBeyond(vm, countOf(vm) + 30);
        }
        const [startMs, before] = [performance.now(), await vm.figures()];
        await countsBeyond(vm, countOf(vm) + 30);
        const usedMs = ((await vm.figures())?.cpuTimeMs ?? 0) - (before?.cpuTimeMs ?? 0);
        expect(usedMs / (performance.now() - startMs)).toBeLessThan(0.5);
        await vm.pause({});
        await vm.resume({});
        if (under.capabilities.snapshot) await vm.saveSnapshot('limited', {});
        vm.limitCpu({ cpuCount: undefined });
        await countsBeyond(vm, countOf(vm) + 10);
        vm.limitCpu({ cpuCount: 0.01 });
        await vm.stop();
        expect(await vm.ended).toMatchObject({ cause: 'requested' });
      });

      test('refuses limits that are none', async () => {
        await using slot = await TinySlot.create(under, 'idle');
        const vm = await slot.boot();
        for (const cpuCount of [0, -1, 0.001, Number.NaN]) {
          expect(() => vm.limitCpu({ cpuCount })).toThrow(RangeError);
        }
        vm.limitCpu({ cpuCount: 100 });
        await vm.pause({});
      });
    } else {
      test('refuses to limit the CPU, which it cannot', async () => {
        await using slot = await TinySlot.create(under, 'idle');
        const vm = await slot.boot();
        expect(() => vm.limitCpu({ cpuCount: 0.1 })).toThrow(
          expect.objectContaining({ code: 'unsupported' }),
        );
        expect(vm.state).toBe('running');
      });
    }

    const networks = under.capabilities.network ? [true, false] : [false];
    test.each(networks)('plugs the network in and out; with network: %s', async (network) => {
      await using slot = await TinySlot.create(under, 'idle');
      const vm = await slot.driver.define({ ...slot.definition, network }, {});
      try {
        if (!under.capabilities.networkSwitch) {
          await expect(vm.setNetworkUp(false, {})).rejects.toMatchObject({ code: 'unsupported' });
          return;
        }
        await vm.setNetworkUp(false, {});
        await vm.start({});
        await vm.setNetworkUp(true, {});
        await vm.pause({});
        await vm.setNetworkUp(false, {});
        await vm.stop();
        await expect(vm.setNetworkUp(true, {})).rejects.toMatchObject({
          code: 'hypervisor_failed',
        });
      } finally {
        await vm.destroy();
      }
    });

    if (!under.capabilities.snapshot) {
      test('refuses snapshots, which it does not have', async () => {
        await using slot = await TinySlot.create(under, 'idle');
        const vm = await slot.boot();
        const unsupported = { code: 'unsupported' };
        await expect(vm.saveSnapshot('a', {})).rejects.toMatchObject(unsupported);
        await expect(vm.deleteSnapshot('a', {})).rejects.toMatchObject(unsupported);
        expect(await vm.listSnapshots()).toEqual([]);
        expect(vm.state).toBe('running');
        await vm.stop();
        const again = await slot.reopen();
        await expect(again.start({ restoreTag: 'a' })).rejects.toMatchObject(unsupported);
      });
    }

    test('is found and ended as an orphan', async () => {
      await using slot = await TinySlot.create(under, 'idle');
      const vm = await slot.boot();
      const identity = vm.processIdentity as ProcessIdentity;
      expect(await processIdentity(vm.pid ?? 0)).toEqual(identity);
      expect(await endOrphan({ ...identity, startedAt: `${identity.startedAt}0` })).toBe(true);
      expect(vm.state).toBe('running');
      expect(await endOrphan(identity)).toBe(true);
      expect(await vm.ended).toMatchObject({ cause: 'crashed' });
    });

    test('tries accelerators in the given directory, and leaves nothing there', async () => {
      await using slot = await TinySlot.create(under, 'idle');
      const scratchDirectory = join(slot.definition.slotDirectory, 'scratch');
      await mkdir(scratchDirectory);
      const accelerators = [under.accelerator];
      await slot.driver.probe({ accelerators, scratchDirectory });
      expect(await readdir(scratchDirectory)).toEqual([]);
    });
  });
}
