import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VmwareDriver } from '../../host-bridge/src/hypervisor/vmware/index.ts';
import { describeHypervisorControls } from './hypervisor-controls.contract.ts';
import { killBridge } from './killed-bridge.ts';
import { StandIn } from './stand-in.ts';
import { countsBeyond, TinySlot } from './tiny-slot.ts';
import { vmwareUnderTest } from './vmware-under-test.ts';

const TEST_TIMEOUT_MS = 240_000;

const player = new StandIn('vmware', { vmrun: 'runs' });
afterAll(() => player.remove());
describeHypervisorControls(vmwareUnderTest(player, 'Player'));

let standIn: StandIn;

beforeEach(() => {
  standIn = new StandIn('vmware', { vmrun: 'runs', vmware: 'runs' });
});

afterEach(() => {
  // Power, pause, snapshot: never a word to the guest, in whatever test.
  for (const command of standIn.commands) {
    expect(command).toMatch(
      /^vmrun (?:$|-T (?:ws|player|fusion) (?:list|start|stop|pause|unpause|listSnapshots|snapshot|deleteSnapshot|revertToSnapshot)(?: |$))/,
    );
  }
  standIn.remove();
});

const impatient = () =>
  new VmwareDriver({ programDirectory: standIn.directory, lowPriority: true, lockTimeoutMs: 300 });

const slotOf = (change: { readonly createDriver?: () => VmwareDriver } = {}) =>
  TinySlot.create({ ...vmwareUnderTest(standIn, 'Workstation'), ...change }, 'count');

describe(
  'the driver for VMware, against a stand-in with faults',
  { timeout: TEST_TIMEOUT_MS },
  () => {
    test('asks again for a machine that somebody holds', async () => {
      await using slot = await slotOf();
      standIn.faults = { busyCount: 2 };
      expect((await slot.boot()).state).toBe('running');
      expect(standIn.commands.filter((line) => line.includes(' start '))).toHaveLength(3);
    });

    test('does not ask for ever, and says what VMware said', async () => {
      await using slot = await slotOf({ createDriver: impatient });
      standIn.faults = { busyCount: 1_000_000 };
      await expect(slot.boot()).rejects.toMatchObject({
        code: 'hypervisor_failed',
        message: 'vmrun start failed: The file is already in use',
      });
    });

    test.each([
      [
        'Could not open /dev/vmmon: No such file or directory. Please make sure that the kernel module `vmmon` is loaded.',
        'hypervisor_failed',
        'vmware-modconfig',
      ],
      [
        'This host supports Intel VT-x, but Intel VT-x is disabled.',
        'hypervisor_failed',
        'firmware',
      ],
      [
        'Not enough physical memory is available to power on this virtual machine',
        'no_memory',
        'free some',
      ],
      ['The operation is not supported', 'unsupported', 'edition'],
      ['Something that nobody has heard of', 'hypervisor_failed', 'nobody has heard of'],
    ])('knows why a machine does not start: %s', async (words, code, message) => {
      await using slot = await slotOf();
      standIn.faults = { 'fail-start': words };
      await expect(slot.boot()).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    });

    test('garbage is no version, and no list of snapshots', async () => {
      await using slot = await slotOf();
      standIn.faults = { garbage: 'version' };
      await expect(slot.driver.probe({})).rejects.toMatchObject({ code: 'hypervisor_missing' });
      standIn.faults = { garbage: 'listSnapshots' };
      const vm = await slot.boot();
      await expect(vm.listSnapshots()).rejects.toMatchObject({ code: 'snapshot_unusable' });
      standIn.faults = {};
    });

    test('a machine whose power-off hangs is killed', async () => {
      await using slot = await slotOf();
      const vm = await slot.boot();
      standIn.faults = { hang: 'stop' };
      await vm.stop();
      expect(await vm.ended).toMatchObject({ cause: 'requested' });
      standIn.faults = {};
    });

    test('says what no machine there runs', async () => {
      standIn.faults = { 'fail-start': 'Could not open /dev/vmmon: No such file or directory.' };
      await expect(impatient().probe({})).rejects.toMatchObject({
        code: 'accelerator_unusable',
        message: expect.stringContaining("VMware's kernel modules"),
      });
    });

    test('a bridge that is killed with SIGKILL takes the machine with it', async () => {
      await using slot = await slotOf();
      await killBridge({
        folder: 'vmware',
        driver: 'VmwareDriver',
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
