import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSeed } from '@vmslot/proto/seed';
import { expect, test } from 'vitest';
import type { Checkpoint } from '../checkpoint/index.ts';
import { HypervisorError, type HypervisorErrorCode } from '../hypervisor/errors.ts';
import type { JobContext } from './job-context.ts';
import { reopen } from './prepare.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64url');

/** A task whose machine cannot be had again, for that reason. */
async function reopened(code: HypervisorErrorCode): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-reopen-'));
  try {
    const link = { kind: 'virtio-serial', portName: 'port' } as const;
    const seed = encodeSeed({ version: 1, secret: SECRET, bootId: 'b', link, hostTimeMs: 1 });
    await writeFile(join(directory, 'seed'), seed);
    const context = {
      job: {},
      image: { kernelArguments: '' },
      probe: {},
      agentChannel: 'serial',
      slot: { directory, path: (name: string) => join(directory, name) },
      driver: { reopen: () => Promise.reject(new HypervisorError(code, 'as the test wants')) },
      reporter: { warning: () => undefined },
      signal: new AbortController().signal,
    };
    const checkpoint = { tag: 'checkpoint-1', bootId: 'b', machine: {} };
    return await reopen(context as unknown as JobContext, checkpoint as unknown as Checkpoint);
  } finally {
    await rm(directory, { recursive: true });
  }
}

test.each(['no_room', 'no_memory', 'hypervisor_failed', 'image_unusable', 'canceled'] as const)(
  'a checkpoint is not given up for what says nothing of it: %s',
  async (code) => {
    await expect(reopened(code)).rejects.toMatchObject({ code });
  },
);

test('one whose disk is damaged is', async () => {
  expect(await reopened('snapshot_unusable')).toBe(false);
});
