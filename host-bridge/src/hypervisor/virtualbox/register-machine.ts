import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere } from '../is-there.ts';
import type { VmDefinition } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import type { MachineRecord } from '../machine-record.ts';
import { readSeedSize } from '../read-seed-size.ts';
import { createRoomDisk } from '../room-disk.ts';
import { encodeVmdkDescriptor } from '../vmdk-descriptor.ts';
import { creatingCommands, type VBoxDisks } from './machine-commands.ts';
import { VBOX_MACHINE_NAME, type VBoxFiles } from './machine-files.ts';
import type { VBoxManage } from './vbox-manage.ts';

export interface RegisterOptions {
  readonly definition: VmDefinition;
  readonly record: MachineRecord;
  readonly files: VBoxFiles;
  readonly disks: VBoxDisks;
  readonly manage: VBoxManage;
  readonly signal: AbortSignal | undefined;
}

/**
 * Makes VirtualBox's machine with its disks. What an interrupted call left goes first: until this has come to its
 * end the machine cannot have run.
 *
 * @throws HypervisorError
 */
export async function registerMachine(options: RegisterOptions): Promise<void> {
  const { definition, record, files, disks, manage, signal } = options;
  const { home, machines } = files;
  if (await isThere(home)) {
    // Its server may still know what an interrupted call has told it.
    await manage.try(['unregistervm', VBOX_MACHINE_NAME, '--delete'], { signal, retry: false });
  }
  for (const directory of [home, machines, files.disks]) {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { mode: 0o700 });
  }
  const image = describeDisk(record, 'image', record.diskFile, record.diskBytes);
  await writeFile(disks.image, image, { mode: 0o600 });
  if (disks.room !== undefined) {
    const file = join(files.disks, 'room.img');
    await createRoomDisk(file, record.diskLimitBytes);
    const room = describeDisk(record, 'room', file, record.diskLimitBytes);
    await writeFile(disks.room, room, { mode: 0o600 });
  }
  await describeSeed(options);
  for (const command of creatingCommands(definition, files, disks)) {
    await manage.run(command, { signal });
  }
  await writeFile(files.registered, '', { mode: 0o600 });
}

/**
 * Writes what the seed disk is, which may have changed since the machine was made.
 *
 * @throws HypervisorError `hypervisor_failed` where there is none
 */
export async function describeSeed({
  definition,
  record,
  disks,
}: Pick<RegisterOptions, 'definition' | 'record' | 'disks'>): Promise<void> {
  const { seedFile } = definition;
  const sizeBytes = await readSeedSize(seedFile);
  await writeFile(disks.seed, describeDisk(record, 'seed', seedFile, sizeBytes), { mode: 0o600 });
}

function describeDisk(
  record: MachineRecord,
  name: 'image' | 'seed' | 'room',
  rawFile: string,
  sizeBytes: number,
): string {
  const uuid = record.uuids[name];
  if (uuid === undefined) {
    throw new HypervisorError('snapshot_unusable', `the machine has no identity for its ${name}`);
  }
  return encodeVmdkDescriptor({ rawFile, sizeBytes, uuid });
}
