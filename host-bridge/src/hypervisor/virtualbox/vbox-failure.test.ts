import { describe, expect, test } from 'vitest';
import { isPassing, vboxFailure } from './vbox-failure.ts';

const LOCKED =
  "VBoxManage: error: The machine 'vmslot' is already locked for a session (or being unlocked)\n" +
  'VBoxManage: error: Details: code VBOX_E_INVALID_OBJECT_STATE (0x80bb0007), component MachineWrap\n';

describe("VirtualBox's words", () => {
  test('are one line of ours', () => {
    const error = vboxFailure('VBoxManage modifyvm', LOCKED);
    expect(error.message).toBe(
      "VBoxManage modifyvm failed: The machine 'vmslot' is already locked for a session (or being unlocked)",
    );
    expect(vboxFailure('x', '').message).toBe('x failed: it said nothing');
    expect(vboxFailure('x', '\u001b[31mboom\u0007\n').message).toBe('x failed: boom');
  });

  test.each([
    [LOCKED, true],
    ['VBoxManage: error: Code E_ACCESSDENIED (0x80070005)', true],
    ['VBoxManage: error: Failed to create the VirtualBox object!', true],
    ['VBoxManage: error: The object is not ready\ncode VBOX_E_INVALID_VM_STATE', false],
    [
      "Snapshot 'a' cannot be deleted, because it has 2 child snapshots, which is more than the one snapshot " +
        'allowed for deletion\ncode VBOX_E_INVALID_OBJECT_STATE',
      false,
    ],
  ])('say whether waiting helps', (output, passes) => {
    expect(isPassing(output)).toBe(passes);
  });

  test.each([
    ['VBoxHeadless: Error -1908 in suplibOsInit!', 'hypervisor_failed', /kernel module/],
    [
      'VT-x is being used by another hypervisor (VERR_VMX_IN_VMX_ROOT_MODE)',
      'hypervisor_failed',
      /another/,
    ],
    ['VT-x is not available (VERR_VMX_NO_VMX)', 'hypervisor_failed', /firmware/],
    ['VERR_DISK_FULL', 'no_room', /disk is full/],
    ['Failed to allocate (VERR_NO_MEMORY)', 'no_memory', /memory/],
    ["Failed to load unit 'pgm' (VERR_SSM_INTEGRITY)", 'snapshot_unusable', /damaged/],
  ] as const)('%s are a code', (output, code, message) => {
    expect(vboxFailure('VBoxHeadless', output)).toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
