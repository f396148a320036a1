import type { Accelerator, HypervisorDriver } from '../../host-bridge/src/hypervisor/driver.ts';

/** What a driver's test hands to the suites. */
export interface DriverUnderTest {
  readonly name: string;
  createDriver(): HypervisorDriver;
  /** Accelerator that every machine of the project has. */
  readonly accelerator: Accelerator;
  /** One that cannot exist on the platform of the test. */
  readonly impossibleAccelerator: Accelerator;
  /** Fails where what is on the disk of the slot's machine is damaged; nobody has it open. */
  checkDisk(slotDirectory: string): Promise<void>;
}
