import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCommand } from '../../host-bridge/src/hypervisor/command.ts';
import { LibvirtDriver } from '../../host-bridge/src/hypervisor/libvirt/index.ts';
import { LIBVIRT_URI } from '../../host-bridge/src/hypervisor/libvirt/virsh.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { QEMU_UNDER_TEST } from './qemu-under-test.ts';
import { createTinyGuest } from './tiny-guest.ts';

/** Libvirt as the suites take it, for an ordinary user: see libvirt-session.ts. */
export const LIBVIRT_UNDER_TEST: DriverUnderTest = {
  name: 'libvirt',
  createDriver: () => new LibvirtDriver({ lowPriority: false }),
  accelerator: 'tcg',
  impossibleAccelerator: 'hvf',
  capabilities: {
    pause: true,
    snapshot: true,
    liveSnapshot: false,
    network: false,
    networkSwitch: false,
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
  killedDetail: 'without a word',
  // The same disk.
  checkDisk: (slotDirectory) => QEMU_UNDER_TEST.checkDisk(slotDirectory),
  checkNothingLeft: async () => {
    const list = ['-q', '-c', LIBVIRT_URI, 'list', '--all', '--name'];
    const { stdout, exitCode } = await runCommand('virsh', list, { timeoutMs: 60_000 });
    expect({ domains: stdout.trim(), exitCode }).toEqual({ domains: '', exitCode: 0 });
    expect(await readdir(join(homedir(), '.cache/libvirt/qemu/log')).catch(() => [])).toEqual([]);
  },
};
