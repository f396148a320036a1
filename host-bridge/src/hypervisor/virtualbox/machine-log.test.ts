import { expect, test } from 'vitest';
import { readMachineLogLine } from './machine-log.ts';

test.each([
  ["00:00:07.1 Changing the VM state from 'RUNNING' to 'RESETTING'", 'reset'],
  ["00:35:07.159 Changing the VM state from 'RUNNING' to 'RESETTING'.", 'reset'],
  ["00:00:07.1 Changing the VM state from 'RUNNING' to 'POWERING_OFF'", 'power-off'],
  ["00:00:07.1 Changing the VM state from 'POWERING_OFF' to 'OFF'", 'power-off'],
  ["00:00:07.1 Changing the VM state from 'RUNNING' to 'GURU_MEDITATION'", 'stuck'],
  [
    '00:01:02.3 Console: VM runtime error: fatal=false, errorID=DrvVD_DISKFULL message="…"',
    'disk-full',
  ],
  ["00:00:07.1 Changing the VM state from 'POWERING_ON' to 'RUNNING'", undefined],
  ['Changing the VM state from', undefined],
  ['', undefined],
])('a line %j says %s', (line, event) => {
  expect(readMachineLogLine(line)).toBe(event);
});
