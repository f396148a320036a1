import { describeHypervisorCheckpoints } from './hypervisor-checkpoints.contract.ts';
import { describeHypervisorControls } from './hypervisor-controls.contract.ts';
import { describeHypervisorDriver } from './hypervisor-driver.contract.ts';
import { plainPcOf } from './plain-pc.ts';
import { QEMU_UNDER_TEST } from './qemu-under-test.ts';

const under = plainPcOf(QEMU_UNDER_TEST);
describeHypervisorDriver(under);
describeHypervisorCheckpoints(under);
describeHypervisorControls(under);
