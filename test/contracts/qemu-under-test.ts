import { expect } from 'vitest';
import { runCommand } from '../../host-bridge/src/hypervisor/command.ts';
import { overlayFileIn } from '../../host-bridge/src/hypervisor/qcow2/overlay-file.ts';
import { QemuDriver } from '../../host-bridge/src/hypervisor/qemu/index.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { createTinyGuest } from './tiny-guest.ts';

/** QEMU as the suites take it. */
export const QEMU_UNDER_TEST: DriverUnderTest = {
  name: 'qemu',
  createDriver: () => new QemuDriver({ lowPriority: false }),
  accelerator: 'tcg',
  impossibleAccelerator: process.platform === 'darwin' ? 'kvm' : 'hvf',
  capabilities: {
    pause: true,
    snapshot: true,
    liveSnapshot: false,
    network: true,
    networkSwitch: true,
    cpuLimit: true,
    balloon: false,
    console: true,
    screenshot: false,
    agentChannels: ['virtio-serial', 'serial'],
  },
  memoryBytes: 32 * 1024 * 1024,
  maxStartBytes: 1024 * 1024,
  neededFiles: ['diskFile', 'kernelFile', 'initrdFile'],
  createGuest: createTinyGuest,
  checkDisk: async (slotDirectory) => {
    const check = ['check', '--output=json', overlayFileIn(slotDirectory)];
    const { stdout } = await runCommand('qemu-img', check);
    // Clusters that a killed QEMU has lost ("leaks") are a waste, and no harm.
    expect(JSON.parse(stdout)).toMatchObject({ 'check-errors': 0 });
    expect(JSON.parse(stdout)).not.toHaveProperty('corruptions');
  },
};
