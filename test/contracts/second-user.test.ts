import { execFile } from 'node:child_process';
import { chmod, lstat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { dial } from '../../host-bridge/src/dial/index.ts';
import { MACHINE_DIRECTORY_NAME } from '../../host-bridge/src/hypervisor/machine-directory.ts';
import { QEMU_UNDER_TEST } from './qemu-under-test.ts';
import { TinySlot } from './tiny-slot.ts';

const run = promisify(execFile);

/** Another user of this computer, without any group of ours: nobody. */
const OTHER_USER = 65_534;

/** Tries to connect as another user; the error's code, or `connected`. */
async function connectAsOther(path: string): Promise<string> {
  const script =
    "require('node:net').connect(process.argv[1]).on('connect', () => { console.log('connected'); process.exit() })" +
    ".on('error', (error) => console.log(error.code))";
  const ids = [`--reuid=${OTHER_USER}`, `--regid=${OTHER_USER}`, '--clear-groups'];
  // Node itself may lie where that user cannot go: it is found through this process's own file.
  const node = ['/bin/sh', '-c', 'exec /proc/self/fd/3 -e "$0" "$1"', script, path];
  const { stdout } = await run('/bin/sh', [
    '-c',
    'exec 3<"$0"; exec "$@"',
    process.execPath,
    'setpriv',
    ...ids,
    ...node,
  ]);
  return stdout.trim();
}

describe('a second user of the host', () => {
  test('cannot reach the agent of a running machine, wherever its slot is', async () => {
    await using slot = await TinySlot.create(QEMU_UNDER_TEST);
    const vm = await slot.boot();
    const socket = resolve(vm.endpoint.path);
    const machineDirectory = dirname(socket);
    expect(machineDirectory.endsWith(MACHINE_DIRECTORY_NAME)).toBe(true);
    // Nothing above it stands in the way: a volunteer's BOINC directory is open to all.
    const slotDirectory = dirname(machineDirectory);
    await chmod(slotDirectory, 0o755);
    await chmod(dirname(slotDirectory), 0o755);
    expect((await lstat(machineDirectory)).mode & 0o777).toBe(0o700);
    expect(await connectAsOther(socket)).toBe('EACCES');
    // It is there, and this user may.
    (await dial(vm.endpoint)).destroy();
    // The test can fail: with the directory open, all that is left is the mode of the socket.
    await chmod(machineDirectory, 0o755);
    await chmod(socket, 0o777);
    expect(await connectAsOther(socket)).toBe('connected');
  });
});
