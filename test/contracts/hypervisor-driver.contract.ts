import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dial } from '../../host-bridge/src/dial/index.ts';
import type {
  HypervisorDriver,
  Vm,
  VmDefinition,
} from '../../host-bridge/src/hypervisor/driver.ts';
import { agentChannelsOf, type DriverUnderTest } from './driver-under-test.ts';
import {
  TINY_GUEST_FLOOD,
  TINY_GUEST_FLOOD_COUNT,
  TINY_GUEST_GREETING,
  type TinyGuestAction,
} from './tiny-guest.ts';

const TEST_TIMEOUT_MS = 240_000;

/** Most bytes of console that a driver may keep. */
const MAX_CONSOLE_BYTES = 64 * 1024;

/** The rules that every hypervisor driver keeps, whatever it drives. */
export function describeHypervisorDriver(under: DriverUnderTest): void {
  describe(`hypervisor driver ${under.name}`, { timeout: TEST_TIMEOUT_MS }, () => {
    let directory: string;
    let driver: HypervisorDriver;
    const machines: Vm[] = [];

    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'vmslot-contract-'));
      driver = under.createDriver();
    });

    afterEach(async () => {
      for (const vm of machines.splice(0)) await vm.destroy();
      await rm(directory, { recursive: true });
      await under.checkNothingLeft?.();
    });

    async function definition(action: TinyGuestAction): Promise<VmDefinition> {
      const slotDirectory = join(directory, 'slot');
      await mkdir(slotDirectory, { recursive: true });
      const seedFile = join(slotDirectory, 'seed.img');
      await writeFile(seedFile, new Uint8Array(64 * 1024));
      return {
        slotDirectory,
        seedFile,
        image: await under.createGuest(join(directory, 'image'), action),
        accelerator: under.accelerator,
        memoryBytes: under.memoryBytes,
        cpuCount: 1,
        diskLimitBytes: 16 * 1024 * 1024,
        network: false,
        agentPortName: 'org.vmslot.agent.0',
        agentChannel: agentChannelsOf(under)[0],
      };
    }

    async function define(
      action: TinyGuestAction,
      change: Partial<VmDefinition> = {},
    ): Promise<Vm> {
      const vm = await driver.define({ ...(await definition(action)), ...change }, {});
      machines.push(vm);
      return vm;
    }

    async function start(action: TinyGuestAction): Promise<Vm> {
      const vm = await define(action);
      await vm.start({});
      return vm;
    }

    test('finds an accelerator that runs a guest', async () => {
      const probe = await driver.probe({ accelerators: [under.accelerator] });
      expect(probe).toMatchObject({ driver: driver.name, accelerator: under.accelerator });
      expect(probe.version).toMatch(/^\d+\.\d+/);
      expect(probe.rejected).toEqual([]);
      expect(probe.capabilities).toEqual(under.capabilities);
      await access(probe.program);
      expect(await driver.locate()).toBe(probe.program);
    });

    test('says why an accelerator is no good, and goes on to the next', async () => {
      const accelerators = [under.impossibleAccelerator, under.accelerator];
      const probe = await driver.probe({ accelerators });
      expect(probe.accelerator).toBe(under.accelerator);
      expect(probe.rejected).toEqual([
        { accelerator: under.impossibleAccelerator, reason: expect.stringMatching(/^[^\n]+$/) },
      ]);
      await expect(
        driver.probe({ accelerators: [under.impossibleAccelerator] }),
      ).rejects.toMatchObject({ code: 'accelerator_unusable' });
    });

    test('gives up a probe', async () => {
      await expect(
        driver.probe({ accelerators: [under.accelerator], signal: AbortSignal.abort() }),
      ).rejects.toMatchObject({ code: 'canceled' });
    });

    test('runs a guest, pauses it, goes on and ends it', async () => {
      const vm = await define('idle');
      expect(vm.state).toBe('defined');
      await vm.start({});
      expect(vm.state).toBe('running');
      expect(vm.pid).toEqual(expect.any(Number));
      expect(vm.processIdentity).toMatchObject({ pid: vm.pid });
      await vm.pause({});
      await vm.pause({});
      expect(vm.state).toBe('paused');
      await vm.resume({});
      await vm.resume({});
      expect(vm.state).toBe('running');
      await vm.stop();
      expect(await vm.ended).toMatchObject({ cause: 'requested' });
      expect(vm.state).toBe('stopped');
      expect(vm.pid).toBeUndefined();
      expect(vm.processIdentity).toBeUndefined();
      await expect(vm.pause({})).rejects.toMatchObject({ code: 'hypervisor_failed' });
      await expect(vm.start({})).rejects.toMatchObject({ code: 'hypervisor_failed' });
    });

    if (under.capabilities.network) {
      test('runs a guest with a network', async () => {
        const vm = await define('power-off', { network: true });
        await vm.start({});
        expect(await vm.ended).toMatchObject({ cause: 'guest-shutdown' });
      });
    } else {
      test('refuses a network, which it cannot give', async () => {
        const wanted = { ...(await definition('idle')), network: true };
        await expect(driver.define(wanted, {})).rejects.toMatchObject({ code: 'unsupported' });
        expect(await readdir(wanted.slotDirectory)).toEqual(['seed.img']);
      });
    }

    test('refuses a way to the agent that it does not have', async () => {
      for (const agentChannel of ['virtio-serial', 'serial'] as const) {
        const wanted = { ...(await definition('idle')), agentChannel };
        if (agentChannelsOf(under).includes(agentChannel)) {
          machines.push(await driver.define(wanted, {}));
          continue;
        }
        await expect(driver.define(wanted, {})).rejects.toMatchObject({ code: 'unsupported' });
      }
    });

    test('goes on with the disk that an earlier life left', async () => {
      const left = await define('idle');
      await left.start({});
      await left.stop();
      const again = await driver.reopen(await definition('power-off'), {});
      machines.push(again);
      await again.start({});
      expect(await again.ended).toMatchObject({ cause: 'guest-shutdown' });
    });

    test('is started paused, and goes on when it is told to', async () => {
      const vm = await define(under.pausesLate === true ? 'flood' : 'power-off');
      await vm.start({ paused: true });
      expect(vm.state).toBe('paused');
      await vm.resume({});
      expect(await vm.ended).toMatchObject({ cause: 'guest-shutdown' });
    });

    test('ends a paused guest', async () => {
      const vm = await start('idle');
      await vm.pause({});
      await vm.stop();
      expect(await vm.ended).toMatchObject({ cause: 'requested' });
    });

    test('shows the last console lines, without control characters', async () => {
      const vm = await start('power-off');
      expect(await vm.ended).toMatchObject({ cause: 'guest-shutdown' });
      expect(vm.consoleTail(1)).toEqual([TINY_GUEST_GREETING]);
      expect(vm.consoleTail(0)).toEqual([]);
    });

    test('takes a guest that resets itself for one that failed', async () => {
      const vm = await start('reset');
      expect(await vm.ended).toMatchObject({ cause: 'guest-panic', detail: expect.any(String) });
    });

    test('bounds what a guest writes to its console', async () => {
      const vm = await start('flood');
      expect(await vm.ended).toMatchObject({ cause: 'guest-shutdown' });
      const lines = vm.consoleTail(Number.MAX_SAFE_INTEGER);
      expect(lines.length).toBeLessThan(TINY_GUEST_FLOOD_COUNT);
      expect(lines.join('\n').length).toBeLessThanOrEqual(MAX_CONSOLE_BYTES);
      // The first line may be cut; all others are whole, and none of the last is missing.
      expect(new Set(lines.slice(1))).toEqual(new Set([TINY_GUEST_FLOOD]));
      expect(vm.consoleTail(3)).toEqual(Array.from({ length: 3 }, () => TINY_GUEST_FLOOD));
    });

    test('reports a hypervisor that was killed', async () => {
      const vm = await start('idle');
      process.kill(vm.pid as number, 'SIGKILL');
      expect(await vm.ended).toMatchObject({
        cause: 'crashed',
        detail: expect.stringContaining(under.killedDetail ?? 'SIGKILL'),
      });
      expect(vm.state).toBe('stopped');
    });

    test('opens the agent port, and ends it with the machine', async () => {
      const vm = await start('idle');
      const pipe = (await dial(vm.endpoint)) as Socket;
      const closed = once(pipe, 'close');
      pipe.on('error', () => pipe.destroy()).resume();
      await vm.stop();
      await closed;
    });

    test('reads the image only, writes little to the slot, and cleans up', async () => {
      const wanted = await definition('idle');
      const before = await digest(wanted.image.diskFile);
      const vm = await driver.define(wanted, {});
      machines.push(vm);
      await vm.start({});
      expect(await vm.diskUsageBytes()).toBeLessThan(under.maxStartBytes);
      await vm.destroy();
      expect(await readdir(wanted.slotDirectory)).toEqual(['seed.img']);
      expect(await digest(wanted.image.diskFile)).toBe(before);
      expect(await vm.diskUsageBytes()).toBe(0);
    });

    test('works in a slot whose path is too long for a socket', async () => {
      const slotDirectory = join(directory, 'x'.repeat(120));
      await mkdir(slotDirectory);
      const vm = await define('idle', { slotDirectory });
      await vm.start({});
      (await dial(vm.endpoint)).destroy();
      // A job that fails or is aborted keeps the slot only: whoever deletes that knows nothing of more.
      await vm.stop();
      await expect(access(dirname(vm.endpoint.path))).rejects.toMatchObject({ code: 'ENOENT' });
      await vm.destroy();
      expect(await readdir(slotDirectory)).toEqual([]);
    });

    test('leaves no socket when it is stopped', async () => {
      const vm = await define('idle');
      await vm.start({});
      await vm.stop();
      const { slotDirectory } = await definition('idle');
      const entries = await readdir(slotDirectory, { recursive: true, withFileTypes: true });
      expect(entries.filter((entry) => entry.isSocket()).map(({ name }) => name)).toEqual([]);
    });

    test('repeats stop and destroy, also of a machine that never ran', async () => {
      const vm = await define('idle');
      await Promise.all([vm.stop(), vm.stop(), vm.destroy()]);
      await vm.destroy();
      expect(await vm.ended).toMatchObject({ cause: 'requested' });
    });

    test('defines a machine again over what a killed run left', async () => {
      const left = await define('idle');
      const vm = await define('power-off');
      await vm.start({});
      expect(await vm.ended).toMatchObject({ cause: 'guest-shutdown' });
      await left.stop();
    });

    test('gives up a start, and nothing is left running', async () => {
      const vm = await define('idle');
      const controller = new AbortController();
      const starting = vm.start({ signal: controller.signal });
      controller.abort();
      await expect(starting).rejects.toMatchObject({ code: 'canceled' });
      await vm.destroy();
      expect(vm.state).toBe('stopped');
    });

    test('stops a machine that is just starting', async () => {
      const vm = await define('idle');
      const starting = vm.start({});
      const settled = Promise.allSettled([starting]);
      await vm.stop();
      await settled;
      expect((await vm.ended).cause).toBe('requested');
      expect(vm.state).toBe('stopped');
    });

    test.each(under.neededFiles)('refuses an image without %s', async (key) => {
      const wanted = await definition('idle');
      const file = wanted.image[key] ?? '';
      await rm(file);
      await expect(driver.define(wanted, {})).rejects.toMatchObject({
        code: 'image_unusable',
        message: expect.stringContaining(file),
      });
      expect(await readdir(wanted.slotDirectory)).toEqual(['seed.img']);
    });

    test('says what the hypervisor said when it cannot start', async () => {
      const wanted = await definition('idle');
      await rm(wanted.seedFile);
      const vm = await driver.define(wanted, {});
      machines.push(vm);
      await expect(vm.start({})).rejects.toMatchObject({
        code: 'hypervisor_failed',
        message: expect.stringContaining('seed.img'),
      });
    });

    test('refuses a slot without room for the disk that the job may fill', async () => {
      const wanted = { ...(await definition('idle')), diskLimitBytes: 2 ** 52 };
      await expect(driver.define(wanted, {})).rejects.toMatchObject({
        code: 'no_room',
        message: expect.stringContaining(wanted.slotDirectory),
      });
    });
  });
}

async function digest(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
