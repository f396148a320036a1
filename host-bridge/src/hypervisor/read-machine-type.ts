import { DEFAULT_MACHINE_TYPE } from './pc-machine.ts';
import type { QmpCallOptions, QmpClient } from './qmp-client.ts';
import { QmpError } from './qmp-error.ts';

/**
 * The name with its version of the machine that {@link DEFAULT_MACHINE_TYPE} stands for in this QEMU,
 * for instance `pc-i440fx-7.2`: a later QEMU builds that one only when it is asked for by this name.
 *
 * @throws QmpError
 */
export async function readMachineType(client: QmpClient, options: QmpCallOptions): Promise<string> {
  const machines = await client.execute('query-machines', {}, options);
  for (const machine of Array.isArray(machines) ? (machines as unknown[]) : []) {
    const { name, alias } = machine as Readonly<Record<string, unknown>>;
    if (alias === DEFAULT_MACHINE_TYPE && typeof name === 'string') return name;
  }
  throw new QmpError('protocol', `QEMU does not say what machine ${DEFAULT_MACHINE_TYPE} is`);
}
