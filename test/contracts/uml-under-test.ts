import { readdir } from 'node:fs/promises';
import { expect } from 'vitest';
import { machineFileIn } from '../../host-bridge/src/hypervisor/machine-directory.ts';
import { readCowHeader } from '../../host-bridge/src/hypervisor/uml/cow-header.ts';
import { UmlDriver } from '../../host-bridge/src/hypervisor/uml/index.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { createTinyLinux } from './tiny-linux.ts';

/** User-Mode Linux as the suites take it. */
export const UML_UNDER_TEST: DriverUnderTest = {
  name: 'uml',
  createDriver: () => new UmlDriver({ lowPriority: false }),
  accelerator: 'native',
  impossibleAccelerator: 'kvm',
  capabilities: {
    pause: true,
    snapshot: false,
    liveSnapshot: false,
    network: false,
    networkSwitch: false,
    cpuLimit: true,
    balloon: false,
    console: true,
    screenshot: false,
    agentChannels: ['serial'],
  },
  memoryBytes: 48 * 1024 * 1024,
  maxStartBytes: 1024 * 1024,
  neededFiles: ['diskFile', 'initrdFile'],
  createGuest: createTinyLinux,
  checkDisk: async (slotDirectory) => {
    await readCowHeader(machineFileIn(slotDirectory, 'disk.cow'));
  },
  checkNothingLeft: async () => {
    // The guest's memory has no name from its first moment on.
    expect((await readdir('/dev/shm')).filter((name) => name.startsWith('vm_file'))).toEqual([]);
  },
};
