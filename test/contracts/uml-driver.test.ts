import { describeHypervisorControls } from './hypervisor-controls.contract.ts';
import { describeHypervisorDriver } from './hypervisor-driver.contract.ts';
import { UML_UNDER_TEST } from './uml-under-test.ts';

describeHypervisorDriver(UML_UNDER_TEST);
describeHypervisorControls(UML_UNDER_TEST);
