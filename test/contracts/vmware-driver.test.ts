import { afterAll } from 'vitest';
import { describeHypervisorCheckpoints } from './hypervisor-checkpoints.contract.ts';
import { describeHypervisorControls } from './hypervisor-controls.contract.ts';
import { describeHypervisorDriver } from './hypervisor-driver.contract.ts';
import { StandIn } from './stand-in.ts';
import { vmwareUnderTest } from './vmware-under-test.ts';

const standIn = new StandIn('vmware', { vmrun: 'runs', vmware: 'runs' });
afterAll(() => standIn.remove());

const under = vmwareUnderTest(standIn, 'Workstation');
describeHypervisorDriver(under);
describeHypervisorCheckpoints(under);
describeHypervisorControls(under);
