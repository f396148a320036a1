export { VirtualBoxDriver, type VirtualBoxDriverOptions } from './virtualbox-driver.ts';
