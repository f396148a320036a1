import { expect } from 'vitest';
import type { Vm } from '../../host-bridge/src/hypervisor/driver.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { createTinyLinux, type TinyLinuxAction } from './tiny-linux.ts';
import { TinySlot } from './tiny-slot.ts';
import { UML_UNDER_TEST } from './uml-under-test.ts';

/** A slot whose guest does what only a tiny Linux can. */
export function tinyLinuxSlot(action: TinyLinuxAction): Promise<TinySlot> {
  const under: DriverUnderTest = {
    ...UML_UNDER_TEST,
    createGuest: (directory) => createTinyLinux(directory, action),
  };
  return TinySlot.create(under);
}

/** Waits until the guest has shown a line. */
export async function shows(vm: Vm, line: string): Promise<void> {
  await expect.poll(() => vm.consoleTail(100), { timeout: 120_000 }).toContain(line);
}
