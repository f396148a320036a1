import { describeHypervisorCheckpoints } from './hypervisor-checkpoints.contract.ts';
import { describeHypervisorControls } from './hypervisor-controls.contract.ts';
import { describeHypervisorDriver } from './hypervisor-driver.contract.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { QEMU_UNDER_TEST } from './qemu-under-test.ts';
import { createTinyGuest } from './tiny-guest.ts';

/** QEMU with images that have no drivers for virtio. */
const plainPc: DriverUnderTest = {
  ...QEMU_UNDER_TEST,
  name: 'qemu, with the devices of a plain PC',
  agentChannels: ['serial'],
  createGuest: async (...guest) => ({ ...(await createTinyGuest(...guest)), devices: 'pc' }),
};

describeHypervisorDriver(plainPc);
describeHypervisorCheckpoints(plainPc);
describeHypervisorControls(plainPc);
