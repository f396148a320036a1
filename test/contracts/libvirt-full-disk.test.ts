import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { LibvirtDriver } from '../../host-bridge/src/hypervisor/libvirt/index.ts';
import { ORDINARY_USER } from './drop-root.ts';
import { describeFullDisk, SMALL_FILE_SYSTEM_BYTES } from './hypervisor-full-disk.contract.ts';
import { LibvirtSession } from './libvirt-session.ts';
import { LIBVIRT_UNDER_TEST } from './libvirt-under-test.ts';

let slotDirectory = '';
let unmounter: ChildProcess | undefined;

// Mounting takes root, and so does the end of it, when this process is an ordinary user's.
const session = new LibvirtSession((directory) => {
  slotDirectory = join(directory, 'small');
  mkdirSync(slotDirectory);
  const options = `size=${SMALL_FILE_SYSTEM_BYTES},mode=700,uid=${ORDINARY_USER}`;
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'vmslot-contract', slotDirectory]);
  const script = 'read -r line; umount "$0"';
  unmounter = spawn('/bin/sh', ['-c', script, slotDirectory], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
});

afterAll(async () => {
  const unmounted = once(unmounter as ChildProcess, 'exit');
  unmounter?.stdin?.end();
  expect(await unmounted).toEqual([0, null]);
  await session.close();
});

describeFullDisk({
  under: LIBVIRT_UNDER_TEST,
  createDriver: (options) => new LibvirtDriver({ lowPriority: false, ...options }),
  slotDirectory: () => slotDirectory,
});
