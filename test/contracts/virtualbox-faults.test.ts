import { access, appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../host-bridge/src/hypervisor/command.ts';
import { VirtualBoxDriver } from '../../host-bridge/src/hypervisor/virtualbox/index.ts';
import { killBridge } from './killed-bridge.ts';
import { StandIn } from './stand-in.ts';
import { countsBeyond, TinySlot } from './tiny-slot.ts';
import { virtualBoxUnderTest } from './virtualbox-under-test.ts';

const TEST_TIMEOUT_MS = 240_000;

let standIn: StandIn;

beforeEach(() => {
  standIn = new StandIn('virtualbox', { VBoxManage: 'runs', VBoxHeadless: 'becomes' });
});

afterEach(() => {
  // Power, pause, snapshot: never a word to the guest, in whatever test.
  for (const command of standIn.commands) {
    expect(command).not.toMatch(/guestcontrol|guestproperty|sharedfolder|additions/i);
  }
  standIn.remove();
});

const impatient = () =>
  new VirtualBoxDriver({
    programDirectory: standIn.directory,
    lowPriority: false,
    lockTimeoutMs: 300,
  });

const slotOf = (change: { readonly createDriver?: () => VirtualBoxDriver } = {}) =>
  TinySlot.create({ ...virtualBoxUnderTest(standIn), ...change }, 'count');

describe(
  'the driver for VirtualBox, against a stand-in with faults',
  { timeout: TEST_TIMEOUT_MS },
  () => {
    test('asks again for a machine that a session holds', async () => {
      await using slot = await slotOf();
      standIn.faults = { lockedCount: 3 };
      const vm = await slot.boot();
      expect(vm.state).toBe('running');
      expect(standIn.commands.filter((line) => line.includes(' modifyvm '))).toHaveLength(4);
    });

    test('does not ask for ever, and says what VirtualBox said', async () => {
      await using slot = await slotOf({ createDriver: impatient });
      standIn.faults = { lockedCount: 1_000_000 };
      await expect(slot.boot()).rejects.toMatchObject({
        code: 'hypervisor_failed',
        message: expect.stringMatching(/^VBoxManage modifyvm failed: .*already locked/),
      });
    });

    test("asks again for VirtualBox's server, and says that it is gone", async () => {
      await using slot = await slotOf({ createDriver: impatient });
      standIn.faults = { serverGone: 'createvm' };
      await expect(slot.boot()).rejects.toMatchObject({
        code: 'hypervisor_failed',
        message: expect.stringContaining('Failed to create the VirtualBox object'),
      });
      expect(standIn.commands.length).toBeGreaterThan(1);
    });

    test('says that the kernel module is missing, and how it is loaded', async () => {
      await using slot = await slotOf();
      standIn.faults = { kernelModuleMissing: true };
      await expect(slot.driver.probe({})).rejects.toMatchObject({
        code: 'accelerator_unusable',
        message: expect.stringContaining('vboxconfig'),
      });
      await expect(slot.boot()).rejects.toMatchObject({
        code: 'hypervisor_failed',
        message: expect.stringContaining('kernel module is not loaded'),
      });
    });

    test.each([
      ['VERR_VMX_IN_VMX_ROOT_MODE', 'hypervisor_failed', 'another hypervisor'],
      ['AMD-V is disabled in the BIOS (VERR_SVM_DISABLED)', 'hypervisor_failed', 'firmware'],
      ['Failed to allocate memory (VERR_NO_MEMORY)', 'no_memory', 'not enough memory'],
      ['Something (VERR_SSM_INTEGRITY)', 'hypervisor_failed', 'damaged'],
      ['Something that nobody has heard of', 'hypervisor_failed', 'nobody has heard of'],
    ])('knows why a machine does not start: %s', async (startError, code, message) => {
      await using slot = await slotOf();
      standIn.faults = { startError };
      await expect(slot.boot()).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    });

    test('a disk of the same identity is told', async () => {
      await using slot = await slotOf();
      standIn.faults = { uuidConflict: true };
      const vm = await slot.driver.define(slot.definition, {});
      await expect(vm.start({})).rejects.toMatchObject({
        code: 'hypervisor_failed',
        message: expect.stringContaining('same identity'),
      });
      // What that left is no obstacle.
      await vm.destroy();
      standIn.faults = {};
      await countsBeyond(await slot.boot(), 0);
    });

    test('garbage is no state, and no version', async () => {
      await using slot = await slotOf();
      standIn.faults = { garbage: 'showvminfo' };
      await expect(slot.boot()).rejects.toMatchObject({ code: 'hypervisor_failed' });
      standIn.faults = { garbage: '--version' };
      await expect(slot.driver.probe({})).rejects.toMatchObject({ code: 'hypervisor_missing' });
    });

    test('garbage is no list of snapshots', async () => {
      await using slot = await slotOf();
      const vm = await slot.boot();
      standIn.faults = { garbage: 'snapshot' };
      await expect(vm.listSnapshots()).rejects.toMatchObject({ code: 'snapshot_unusable' });
      standIn.faults = {};
    });

    test('an old version is told', async () => {
      standIn.faults = { version: '4.3.0r89960' };
      await expect(impatient().probe({})).rejects.toMatchObject({
        code: 'accelerator_unusable',
        message: expect.stringContaining('4.3.0'),
      });
    });

    test('gives up a command that hangs, and ends the machine all the same', async () => {
      await using slot = await slotOf();
      const vm = await slot.boot();
      standIn.faults = { hang: 'controlvm' };
      const controller = new AbortController();
      const pausing = expect(vm.pause({ signal: controller.signal })).rejects.toMatchObject({
        code: 'canceled',
      });
      await expect.poll(() => standIn.commands.at(-1)).toContain('controlvm vmslot pause');
      controller.abort();
      await pausing;
      await vm.stop();
      expect(await vm.ended).toMatchObject({ cause: 'requested' });
    });

    test('a start that hangs is given up, and nothing is left running', async () => {
      await using slot = await slotOf();
      standIn.faults = { startHangs: true };
      const controller = new AbortController();
      const starting = expect(slot.boot({}, { signal: controller.signal })).rejects.toMatchObject({
        code: 'canceled',
      });
      await expect.poll(() => standIn.commands.at(-1)).toContain('VBoxHeadless');
      controller.abort();
      await starting;
    });

    test('a machine that refuses to be powered off is killed', async () => {
      await using slot = await slotOf();
      const vm = await slot.boot();
      standIn.faults = { refuseControl: true };
      await vm.stop();
      expect(await vm.ended).toMatchObject({
        cause: 'requested',
        detail: expect.stringContaining('SIGKILL'),
      });
      standIn.faults = {};
    });

    test('a full disk stops a snapshot, and ends a machine', async () => {
      await using slot = await slotOf();
      const vm = await slot.boot();
      standIn.faults = { diskFull: true };
      await expect(vm.saveSnapshot('a', {})).rejects.toMatchObject({ code: 'no_room' });
      standIn.faults = {};
      expect(await vm.listSnapshots()).toEqual([]);
      const log = join(slot.definition.slotDirectory, 'vm/machines/vmslot/Logs/VBox.log');
      await appendFile(
        log,
        '00:00:09.1 Console: VM runtime error: fatal=false, errorID=DrvVD_DISKFULL\n',
      );
      expect(await vm.ended).toMatchObject({ cause: 'crashed', code: 'no_room' });
    });

    test('an image without a boot disc, or with another disk, is refused', async () => {
      await using slot = await slotOf();
      const { image } = slot.definition;
      for (const [change, message] of [
        [{ bootFile: undefined }, 'built with a boot disc'],
        [{ diskFormat: 'qcow2' }, 'takes a raw one'],
      ] as const) {
        await expect(slot.boot({ image: { ...image, ...change } })).rejects.toMatchObject({
          code: 'image_unusable',
          message: expect.stringContaining(message),
        });
      }
    });

    test('keeps to a VirtualBox of its own, in the slot', async () => {
      await using slot = await slotOf();
      await slot.boot();
      await access(join(slot.definition.slotDirectory, 'vm/home/registry.json'));
    });

    test('a bridge that is killed with SIGKILL takes the machine with it', async () => {
      await using slot = await slotOf();
      await killBridge({
        folder: 'virtualbox',
        driver: 'VirtualBoxDriver',
        programDirectory: standIn.directory,
        definition: slot.definition,
      });
      // The next life of the job goes on with what is there.
      const vm = await slot.reopen();
      await vm.start({});
      await countsBeyond(vm, 0);
    });
  },
);

describe('the stand-in for VirtualBox', () => {
  test.each([['guestcontrol', 'vmslot', 'run'], ['createvm', '--nam', 'x'], ['nonsense']])(
    'refuses what the driver has no business to ask: %s',
    async (...words) => {
      const program = join(standIn.directory, 'VBoxManage');
      const environment = {
        VBOX_USER_HOME: join(standIn.directory, 'home'),
        VBOX_IPC_SOCKETID: 'x',
      };
      const result = await runCommand(program, words, { environment });
      expect(result).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('VBoxManage: error: '),
      });
      // It is the driver whose words count.
      standIn.remove();
      standIn = new StandIn('virtualbox', {});
    },
  );
});
