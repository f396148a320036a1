import { findLastStatus } from '@vmslot/proto/status';
import { expect, test } from 'vitest';
import { describeConformance } from '../conformance/describe-conformance.ts';
import { vmTransport } from '../conformance/transports/vm-transport.ts';
import type { Vm } from '../../host-bridge/src/hypervisor/driver.ts';
import { IMAGE_DIRECTORY } from './workspace.ts';

let vm: Vm | undefined;

describeConformance(
  vmTransport({
    imageDirectory: IMAGE_DIRECTORY,
    channel: 'virtio-serial',
    bulkBytes: 4 * 1024 * 1024,
    onVm: (started) => {
      vm = started;
    },
  }),
  {
    more: () =>
      test('the agent tells how it is on a port that nobody need read', async () => {
        const read = async () => findLastStatus((await vm?.readStatus?.({})) ?? new Uint8Array());
        // Whatever was in the ring is old; another line comes.
        const before = await read();
        expect(before).toMatchObject({ link: 'up' });
        await expect
          .poll(async () => (await read())?.sequence, { timeout: 60_000 })
          .toBeGreaterThan(before?.sequence ?? 0);
      }),
  },
);
