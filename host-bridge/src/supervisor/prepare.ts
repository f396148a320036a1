import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { encodeSeed } from '@vmslot/proto/seed';
import { readImage } from '../image/read-image.ts';
import type { JobContext } from './job-context.ts';

/** Name of the virtio-serial port of the agent. */
export const AGENT_PORT_NAME = 'org.vmslot.agent.0';

/** Checks image and hypervisor, writes the seed disk, and makes the VM without starting it. */
export async function prepare(context: JobContext): Promise<void> {
  const { job, slot, driver, reporter, signal, bootId } = context;
  reporter.phase(
    'prepare',
    `job ${job.name}: ${job.tasks.length} task(s), ${job.inputs.length} input(s)`,
  );
  const image = await readImage(job.image, context.imageDirectories);
  context.image = image;
  const probe = await driver.probe({ signal, accelerators: job.accelerators });
  context.probe = probe;
  for (const { accelerator, reason } of probe.rejected) {
    reporter.warning('prepare', `not using ${accelerator}: ${reason}`);
  }
  context.secret = randomBytes(32);
  await writeSeedDisk(context, context.secret);
  context.vm = await driver.define(
    {
      slotDirectory: slot.directory,
      image,
      accelerator: probe.accelerator,
      memoryBytes: job.memoryBytes,
      cpuCount: job.cpuCount,
      diskLimitBytes: job.diskLimitBytes,
      network: job.network,
      seedFile: slot.path('seed'),
      agentPortName: AGENT_PORT_NAME,
    },
    { signal },
  );
  reporter.phase('prepare', `registered VM ${bootId} from image ${image.directory}`);
}

async function writeSeedDisk(context: JobContext, secret: Uint8Array): Promise<void> {
  const seed = encodeSeed({
    version: 1,
    secret: Buffer.from(secret).toString('base64url'),
    bootId: context.bootId,
    link: { kind: 'virtio-serial', portName: AGENT_PORT_NAME },
    hostTimeMs: Date.now(),
  });
  // Readable by this user alone: it holds the secret of the boot.
  const file = await open(context.slot.path('seed'), 'wx', 0o600);
  try {
    await file.writeFile(seed);
  } finally {
    await file.close();
  }
}
