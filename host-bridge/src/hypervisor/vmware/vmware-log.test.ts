import { expect, test } from 'vitest';
import { readVmwareLogLine } from './vmware-log.ts';

test.each([
  [
    '2024-01-01T00:00:00.000Z| vmx| I005: Log for VMware Workstation pid=12345 version=17.5.0 build=build-22583795 option=Release',
    { kind: 'process', pid: 12_345 },
  ],
  [
    'Jun 28 23:40:56.313: vmx| Log for VMware Player pid=17 version=7.1.4',
    { kind: 'process', pid: 17 },
  ],
  [
    'vcpu-0| I005: Chipset: The guest has requested that the virtual machine be hard reset.',
    { kind: 'reset' },
  ],
  ['vcpu-0| I120: PIIX4: PM Soft Off.  Good-bye.', { kind: 'power-off' }],
  ["I005: Msg_Question: There is no more space for virtual disk 'x.vmdk'.", { kind: 'disk-full' }],
  ['vcpu-0| CPU reset: hard (mode Emulation)', undefined],
  ['Log for VMware Workstation pid=x', undefined],
  ['', undefined],
])('a line %j says %j', (line, event) => {
  expect(readVmwareLogLine(line)).toEqual(event);
});
