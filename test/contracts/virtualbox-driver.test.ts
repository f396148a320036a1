import { afterAll } from 'vitest';
import { describeHypervisorCheckpoints } from './hypervisor-checkpoints.contract.ts';
import { describeHypervisorControls } from './hypervisor-controls.contract.ts';
import { describeHypervisorDriver } from './hypervisor-driver.contract.ts';
import { StandIn } from './stand-in.ts';
import { virtualBoxUnderTest } from './virtualbox-under-test.ts';

const standIn = new StandIn('virtualbox', { VBoxManage: 'runs', VBoxHeadless: 'becomes' });
afterAll(() => standIn.remove());

const under = virtualBoxUnderTest(standIn);
describeHypervisorDriver(under);
describeHypervisorCheckpoints(under);
describeHypervisorControls(under);
