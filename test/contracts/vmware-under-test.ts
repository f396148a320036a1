import { VmwareDriver } from '../../host-bridge/src/hypervisor/vmware/index.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import type { StandIn } from './stand-in.ts';
import { createTinyBootDisc } from './tiny-boot-disc.ts';
import { checkOverlays } from './virtualbox-under-test.ts';

/** The VMware driver with a stand-in for one of VMware's products, as the suites take it. */
export function vmwareUnderTest(
  standIn: StandIn,
  edition: 'Workstation' | 'Player',
): DriverUnderTest {
  return {
    name: `vmware, against a stand-in for ${edition}`,
    createDriver: () =>
      new VmwareDriver({ programDirectory: standIn.directory, lowPriority: false }),
    accelerator: 'vendor',
    impossibleAccelerator: 'kvm',
    capabilities: {
      pause: true,
      snapshot: edition === 'Workstation',
      liveSnapshot: false,
      network: false,
      networkSwitch: false,
      cpuLimit: false,
      balloon: false,
      console: true,
      screenshot: false,
      agentChannels: ['serial'],
    },
    memoryBytes: 32 * 1024 * 1024,
    maxStartBytes: 4 * 1024 * 1024,
    neededFiles: ['diskFile', 'bootFile'],
    pausesLate: true,
    killedDetail: '',
    createGuest: createTinyBootDisc,
    checkDisk: checkOverlays,
  };
}
