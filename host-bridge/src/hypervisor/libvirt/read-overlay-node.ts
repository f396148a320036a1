import type { QmpClient } from '../qmp-client.ts';
import { QmpError } from '../qmp-error.ts';

/**
 * The name that QEMU has for the overlay: libvirt makes the names up, and does not tell them.
 *
 * @throws QmpError
 */
export async function readOverlayNode(client: QmpClient, overlayFile: string): Promise<string> {
  const nodes = await client.execute('query-named-block-nodes', { flat: true });
  for (const node of Array.isArray(nodes) ? (nodes as unknown[]) : []) {
    const { drv, file, 'node-name': name } = node as Readonly<Record<string, unknown>>;
    if (drv === 'qcow2' && file === overlayFile && typeof name === 'string') return name;
  }
  throw new QmpError('protocol', `QEMU does not say which of its disks ${overlayFile} is`);
}
