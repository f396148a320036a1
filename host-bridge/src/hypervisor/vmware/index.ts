export { VmwareDriver, type VmwareDriverOptions } from './vmware-driver.ts';
