import { randomBytes } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSeed, encodeSeed, type SeedLink } from '@vmslot/proto/seed';
import { STATUS_PORT_NAME } from '@vmslot/proto/status';
import { digestDirectory, type Checkpoint } from '../checkpoint/index.ts';
import {
  AGENT_SERIAL_DEVICE,
  MAX_SERIAL_IN_FLIGHT_BYTES,
  type AgentChannel,
  type VmDefinition,
} from '../hypervisor/driver.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import { readImage } from '../image/read-image.ts';
import { required, type JobContext } from './job-context.ts';
import { JobFigures } from './job-figures.ts';
import { keptCheckpoints, probeFor, usableCheckpoints, waitForDriver } from './kept-checkpoints.ts';
import { matchDriver } from './match-driver.ts';

/** Name of the virtio-serial port of the agent. */
export const AGENT_PORT_NAME = 'org.vmslot.agent.0';

/** What tells an image that there is a network to bring up; see images/README.md. */
export const NETWORK_KERNEL_ARGUMENT = 'vmslot.network=1';

/** Checks image and hypervisor, and makes the VM, or finds it with a checkpoint, without starting it. */
export async function prepare(context: JobContext): Promise<void> {
  const { job, reporter } = context;
  reporter.phase(
    'prepare',
    `job ${job.name}: ${job.tasks.length} task(s), ${job.inputs.length} input(s)`,
  );
  context.image = await readImage(job.image, context.imageDirectories, context.resolveImageFile);
  const kept = await keptCheckpoints(context);
  await waitForDriver(context, kept);
  const probe = await probeFor(context, kept);
  context.probe = probe;
  context.observer.probed(probe, context.image);
  for (const { accelerator, reason } of probe.rejected) {
    reporter.warning('prepare', `not using ${accelerator}: ${reason}`);
  }
  const usable = await usableCheckpoints(context, kept);
  context.agentChannel = matchDriver(job, probe, context.image);
  for (const checkpoint of usable) {
    const isUsable = checkpoint.files === undefined ? reopen : goOnFromFiles;
    if (await isUsable(context, checkpoint)) return;
  }
  await makeNew(context);
}

/** Makes a machine that begins the job; what was there of an earlier one goes. */
export async function makeNew(context: JobContext): Promise<void> {
  await rm(context.slot.path('checkpoints'), { force: true });
  delete context.restored;
  await makeMachine(context);
}

async function makeMachine(context: JobContext): Promise<void> {
  const { slot, driver, reporter, signal } = context;
  const image = required(context, 'image');
  await rm(slot.path('seed'), { force: true });
  context.secret = randomBytes(32);
  await writeSeedDisk(context, context.secret);
  context.vm = await driver.define(definitionOf(context), { signal });
  reporter.phase('prepare', `registered VM ${context.bootId} from image ${image.directory}`);
}

/**
 * Takes the machine of a checkpoint.
 * @throws HypervisorError that says nothing of the checkpoint, such as `no_room`: it is as good as before then
 * @returns false where that cannot be gone on from; a warning has told why
 */
export async function reopen(context: JobContext, checkpoint: Checkpoint): Promise<boolean> {
  const { slot, driver, reporter, signal } = context;
  try {
    const seed = decodeSeed(await readFile(slot.path('seed')));
    context.secret = Buffer.from(seed.secret, 'base64url');
    context.vm = await driver.reopen(definitionOf(context, checkpoint), { signal });
  } catch (error) {
    if (error instanceof HypervisorError && error.code !== 'snapshot_unusable') throw error;
    reporter.warning('prepare', `not going on from ${checkpoint.tag}: ${(error as Error).message}`);
    return false;
  }
  context.bootId = checkpoint.bootId;
  goOn(context, checkpoint);
  return true;
}

/**
 * Makes a new machine that goes on with the files of a checkpoint.
 * @returns false where they are damaged; a warning has told
 */
async function goOnFromFiles(context: JobContext, checkpoint: Checkpoint): Promise<boolean> {
  const { slot, reporter, signal } = context;
  const { tag, files } = checkpoint;
  const directory = join(slot.path('checkpointFiles'), tag);
  try {
    const { digest } = await digestDirectory(directory, { signal });
    if (digest !== files?.digest) throw new Error(`the files in ${directory} are not as they were`);
  } catch (error) {
    signal.throwIfAborted();
    reporter.warning('prepare', `not going on from ${tag}: ${(error as Error).message}`);
    return false;
  }
  goOn(context, checkpoint);
  await makeMachine(context);
  return true;
}

/** From here on the figures are those of the checkpoint. */
function goOn(context: JobContext, checkpoint: Checkpoint): void {
  const { tag, figures, savedAtMs } = checkpoint;
  context.restored = checkpoint;
  context.figures = new JobFigures(figures, checkpoint.files);
  const percent = (figures.fractionDone * 100).toFixed(1);
  const at = new Date(savedAtMs).toISOString();
  context.reporter.phase('prepare', `going on from ${tag} of ${at}, ${percent} % done`);
}

function definitionOf(context: JobContext, checkpoint?: Checkpoint): VmDefinition {
  const { job, slot } = context;
  const machine = checkpoint?.machine;
  const network = machine?.network ?? job.network;
  const image = required(context, 'image');
  const kernelArguments = network
    ? `${image.kernelArguments} ${NETWORK_KERNEL_ARGUMENT}`.trim()
    : image.kernelArguments;
  return {
    slotDirectory: slot.directory,
    image: { ...image, kernelArguments },
    accelerator: machine?.accelerator ?? required(context, 'probe').accelerator,
    memoryBytes: machine?.memoryBytes ?? job.memoryBytes,
    cpuCount: machine?.cpuCount ?? job.cpuCount,
    diskLimitBytes: machine?.diskLimitBytes ?? job.diskLimitBytes,
    network,
    seedFile: slot.path('seed'),
    agentPortName: AGENT_PORT_NAME,
    agentChannel: required(context, 'agentChannel'),
    // It is a port of virtio-serial.
    statusPortName: image.devices === 'pc' ? undefined : STATUS_PORT_NAME,
    machineType: machine?.machineType,
  };
}

function seedLink(channel: AgentChannel): SeedLink {
  if (channel === 'virtio-serial') return { kind: channel, portName: AGENT_PORT_NAME };
  const maxInFlightBytes = MAX_SERIAL_IN_FLIGHT_BYTES;
  return { kind: channel, path: AGENT_SERIAL_DEVICE, maxInFlightBytes };
}

async function writeSeedDisk(context: JobContext, secret: Uint8Array): Promise<void> {
  const seed = encodeSeed({
    version: 1,
    secret: Buffer.from(secret).toString('base64url'),
    bootId: context.bootId,
    link: seedLink(required(context, 'agentChannel')),
    hostTimeMs: Math.round(context.clocks.wallMs()),
  });
  // Readable by this user alone: it holds the secret of the boot.
  const file = await open(context.slot.path('seed'), 'wx', 0o600);
  try {
    await file.writeFile(seed);
    // A checkpoint is worth nothing without it.
    await file.sync();
  } finally {
    await file.close();
  }
}
