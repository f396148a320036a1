import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VmDefinition } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import type { MachineRecord } from '../machine-record.ts';
import { readSeedSize } from '../read-seed-size.ts';
import { createRoomDisk } from '../room-disk.ts';
import { encodeVmdkDescriptor } from '../vmdk-descriptor.ts';
import { encodeVmdkChild } from './vmdk-child.ts';
import { sizeSettings, vmxSettings, type VmwareFiles } from './vmx-settings.ts';
import { formatVmx, parseVmx } from './vmx-text.ts';

export interface MakeMachineOptions {
  readonly definition: VmDefinition;
  readonly record: MachineRecord;
  readonly files: VmwareFiles;
  readonly bootFile: string;
}

/**
 * Writes the machine's disks and settings; VMware needs nothing else. The settings come last: without them the
 * machine cannot have run, and what an interrupted call left goes first.
 *
 * @throws HypervisorError
 */
export async function makeMachine(options: MakeMachineOptions): Promise<void> {
  const { definition, record, files, bootFile } = options;
  await rm(files.folder, { recursive: true, force: true });
  await mkdir(files.folder, { mode: 0o700 });
  await makeOverlay(options, 'image', record.diskFile, record.diskBytes);
  await makeSeedDisk(options);
  const disks = ['image-overlay.vmdk', 'seed-overlay.vmdk'];
  if (record.diskLimitBytes > 0) {
    const raw = join(files.folder, 'room.img');
    await createRoomDisk(raw, record.diskLimitBytes);
    await describeDisk(options, 'room', raw, record.diskLimitBytes);
    disks.push('room.vmdk');
  }
  const settings = formatVmx(vmxSettings(definition, files, { disks, bootFile }));
  await writeFile(files.vmx, settings, { mode: 0o600, flag: 'wx' });
}

/**
 * Makes the seed's disk anew: it may have changed since, and a machine without snapshots keeps nothing in it.
 *
 * @throws HypervisorError `hypervisor_failed` where there is no seed
 */
export async function makeSeedDisk(options: MakeMachineOptions): Promise<void> {
  const { seedFile } = options.definition;
  const sizeBytes = await readSeedSize(seedFile);
  await makeOverlay(options, 'seed', seedFile, sizeBytes);
}

/** Makes the machine, which is off, one that boots with this memory and these CPUs. */
export async function resizeMachine(definition: VmDefinition, files: VmwareFiles): Promise<void> {
  const values = parseVmx(await readFile(files.vmx, 'utf8'));
  for (const [key, value] of sizeSettings(definition)) values.set(key, value);
  // Where it was suspended it would go on from there.
  values.delete('checkpoint.vmState');
  await writeFile(files.vmx, formatVmx(values), { mode: 0o600 });
}

/** A file that is only read, and beside it what the guest changes in it. */
async function makeOverlay(
  options: MakeMachineOptions,
  name: 'image' | 'seed',
  rawFile: string,
  sizeBytes: number,
): Promise<void> {
  const parentFile = await describeDisk(options, name, rawFile, sizeBytes);
  const child = `${name}-overlay.vmdk`;
  const bytes = encodeVmdkChild({
    name: child,
    parentFile,
    parentCid: cidOf(options.record, name),
    cid: cidOf(options.record, `${name}Overlay`),
    sizeBytes,
  });
  await writeFile(join(options.files.folder, child), bytes, { mode: 0o600 });
}

async function describeDisk(
  { record, files }: MakeMachineOptions,
  name: 'image' | 'seed' | 'room',
  rawFile: string,
  sizeBytes: number,
): Promise<string> {
  const path = join(files.folder, `${name}.vmdk`);
  const text = encodeVmdkDescriptor({ rawFile, sizeBytes, uuid: uuidOf(record, name) });
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

function cidOf(record: MachineRecord, name: string): string {
  return uuidOf(record, name).slice(0, 8);
}

function uuidOf(record: MachineRecord, name: string): string {
  const uuid = record.uuids[name];
  if (uuid !== undefined) return uuid;
  throw new HypervisorError('snapshot_unusable', `the machine has no identity for its ${name}`);
}
