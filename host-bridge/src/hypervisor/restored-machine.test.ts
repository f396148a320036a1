import { expect, test } from 'vitest';
import type { VmDefinition } from './driver.ts';
import { HypervisorError } from './errors.ts';
import type { MachineRecord } from './machine-record.ts';
import { assertSameMachine, notOfSnapshot } from './restored-machine.ts';

const SIZE = { memoryBytes: 1024, cpuCount: 2 };
const RECORD = SIZE as MachineRecord;

test.each([{}, { machineType: 'model' }])('the same machine: %o', (wanted) => {
  const definition = { ...SIZE, ...wanted } as VmDefinition;
  expect(() => assertSameMachine(definition, RECORD, 'model')).not.toThrow();
});

test.each([
  [{ memoryBytes: 2048 }, 'whose memoryBytes is 1024, not 2048'],
  [{ cpuCount: 1 }, 'whose cpuCount is 2, not 1'],
  [{ machineType: 'newer' }, 'of type model, not newer'],
])('another machine: %o', (wanted, message) => {
  const definition = { ...SIZE, ...wanted } as VmDefinition;
  expect(() => assertSameMachine(definition, RECORD, 'model')).toThrow(
    expect.objectContaining({
      code: 'snapshot_unusable',
      message: expect.stringContaining(message),
    }),
  );
});

test('where nothing was restored no snapshot is at fault', () => {
  const error = new HypervisorError('snapshot_unusable', 'damaged');
  expect(notOfSnapshot(error)).toMatchObject({
    code: 'hypervisor_failed',
    message: 'damaged',
    cause: error,
  });
  for (const other of [new HypervisorError('no_room', 'full'), new Error('x')]) {
    expect(notOfSnapshot(other)).toBe(other);
  }
});
