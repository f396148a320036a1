import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCommand } from '../../host-bridge/src/hypervisor/command.ts';
import { VirtualBoxDriver } from '../../host-bridge/src/hypervisor/virtualbox/index.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import type { StandIn } from './stand-in.ts';
import { createTinyBootDisc } from './tiny-boot-disc.ts';

/** The VirtualBox driver with a stand-in for VirtualBox, as the suites take it. */
export function virtualBoxUnderTest(standIn: StandIn): DriverUnderTest {
  return {
    name: 'virtualbox, against a stand-in for VirtualBox',
    createDriver: () =>
      new VirtualBoxDriver({ programDirectory: standIn.directory, lowPriority: false }),
    accelerator: 'vendor',
    impossibleAccelerator: 'kvm',
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
      agentChannels: ['serial'],
    },
    memoryBytes: 32 * 1024 * 1024,
    maxStartBytes: 4 * 1024 * 1024,
    neededFiles: ['diskFile', 'bootFile'],
    limitsLater: true,
    createGuest: createTinyBootDisc,
    checkDisk: checkOverlays,
  };
}

/** The stand-in's disks are QEMU's, whatever their names say. */
export async function checkOverlays(slotDirectory: string): Promise<void> {
  const names = await readdir(slotDirectory, { recursive: true });
  const overlays = names.filter((name) => /overlay\.vdi$|-cow\.vmdk$/.test(name));
  expect(overlays.length).toBeGreaterThan(0);
  for (const name of overlays) {
    const check = ['check', '--output=json', '-f', 'qcow2', join(slotDirectory, name)];
    const { stdout } = await runCommand('qemu-img', check);
    expect(JSON.parse(stdout)).toMatchObject({ 'check-errors': 0 });
    expect(JSON.parse(stdout)).not.toHaveProperty('corruptions');
  }
}
