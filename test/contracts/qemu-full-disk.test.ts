import { execFile } from 'node:child_process';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach } from 'vitest';
import { QemuDriver } from '../../host-bridge/src/hypervisor/qemu/index.ts';
import { describeFullDisk, SMALL_FILE_SYSTEM_BYTES } from './hypervisor-full-disk.contract.ts';
import { QEMU_UNDER_TEST } from './qemu-under-test.ts';

const execute = promisify(execFile);

let slotDirectory: string;

// Mounting takes root, as other tests of this project do.
beforeEach(async () => {
  slotDirectory = await mkdtemp(join(tmpdir(), 'vmslot-full-'));
  const options = ['-t', 'tmpfs', '-o', `size=${SMALL_FILE_SYSTEM_BYTES}`];
  await execute('mount', [...options, 'vmslot-contract', slotDirectory]);
});

afterEach(async () => {
  await execute('umount', [slotDirectory]);
  await rmdir(slotDirectory);
});

describeFullDisk({
  under: QEMU_UNDER_TEST,
  createDriver: (options) => new QemuDriver({ lowPriority: false, ...options }),
  slotDirectory: () => slotDirectory,
});
