import { text } from 'node:stream/consumers';
import type { VmDefinition } from '../../host-bridge/src/hypervisor/driver.ts';
import { LibvirtDriver } from '../../host-bridge/src/hypervisor/libvirt/index.ts';
import { dropRoot } from './drop-root.ts';

/*
 * A bridge to be killed: starts the machine whose definition comes on standard input, and tells that it
 * runs. It has read its own files by then, which an ordinary user may perhaps not.
 */
dropRoot();
const order = await text(process.stdin);
// Without an order: the test has ended before it gave one.
if (order !== '') {
  const vm = await new LibvirtDriver().define(JSON.parse(order) as VmDefinition, {});
  await vm.start({});
  console.log(JSON.stringify({ path: vm.endpoint.path, identity: vm.processIdentity }));
}
