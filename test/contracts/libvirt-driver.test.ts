import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dial } from '../../host-bridge/src/dial/index.ts';
import { runCommand } from '../../host-bridge/src/hypervisor/command.ts';
import { LibvirtDriver } from '../../host-bridge/src/hypervisor/libvirt/index.ts';
import { LIBVIRT_URI } from '../../host-bridge/src/hypervisor/libvirt/virsh.ts';
import { endOrphan } from '../../host-bridge/src/process/end-orphan.ts';
import {
  processIdentity,
  type ProcessIdentity,
} from '../../host-bridge/src/process/process-identity.ts';
import { describeHypervisorCheckpoints } from './hypervisor-checkpoints.contract.ts';
import { describeHypervisorControls } from './hypervisor-controls.contract.ts';
import { describeHypervisorDriver } from './hypervisor-driver.contract.ts';
import { LibvirtSession } from './libvirt-session.ts';
import { LIBVIRT_UNDER_TEST } from './libvirt-under-test.ts';
import { plainPcOf } from './plain-pc.ts';
import { TinySlot } from './tiny-slot.ts';

const TEST_TIMEOUT_MS = 240_000;

let bridge: ChildProcessByStdio<Writable, Readable, null> | undefined;

const session = new LibvirtSession(() => {
  const script = join(import.meta.dirname, 'libvirt-bridge.ts');
  bridge = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
});

afterAll(async () => {
  bridge?.kill('SIGKILL');
  await session.close();
});

describeHypervisorDriver(LIBVIRT_UNDER_TEST);
describeHypervisorCheckpoints(LIBVIRT_UNDER_TEST);
describeHypervisorControls(LIBVIRT_UNDER_TEST);
describeHypervisorCheckpoints(plainPcOf(LIBVIRT_UNDER_TEST));

describe('a machine under libvirt', { timeout: TEST_TIMEOUT_MS }, () => {
  test('goes with a bridge that is killed with SIGKILL', async () => {
    await using slot = await TinySlot.create(LIBVIRT_UNDER_TEST, 'idle');
    const killed = bridge as NonNullable<typeof bridge>;
    killed.stdin.end(JSON.stringify(slot.definition));
    const [line] = (await once(killed.stdout, 'data')) as [Buffer];
    const { path, identity } = JSON.parse(line.toString()) as {
      path: string;
      identity: ProcessIdentity;
    };
    expect(await processIdentity(identity.pid)).toEqual(identity);
    const pipe = await dial({ kind: 'unix-socket', path });
    const closed = new Promise((resolve) => pipe.once('close', resolve));
    // A QEMU that dies before it has taken the call resets it instead.
    pipe.on('error', () => pipe.destroy()).resume();
    killed.kill('SIGKILL');
    await closed;
    await expect.poll(() => processIdentity(identity.pid)).toBeUndefined();
    // Its disk is there for the next life, which makes a domain of its own.
    const vm = await slot.reopen();
    await vm.start({});
    await vm.destroy();
  });

  test('ends when the daemon does, since nobody else could end it then', async () => {
    await using slot = await TinySlot.create(LIBVIRT_UNDER_TEST, 'idle');
    const vm = await slot.boot();
    const identity = vm.processIdentity as ProcessIdentity;
    expect(await endOrphan((await session.daemon()) as ProcessIdentity)).toBe(true);
    expect(await vm.ended).toMatchObject({
      cause: 'crashed',
      detail: expect.stringContaining('libvirt ended before it'),
    });
    expect(await processIdentity(identity.pid)).toBeUndefined();
    await vm.destroy();
    // The next daemon does not know the machine either.
    const list = ['-q', '-c', LIBVIRT_URI, 'list', '--all', '--name'];
    expect((await runCommand('virsh', list, { timeoutMs: 60_000 })).stdout.trim()).toBe('');
  });

  test('is reached by the second serial port, with the limit of its buffer', async () => {
    await using slot = await TinySlot.create(LIBVIRT_UNDER_TEST, 'idle');
    const vm = await slot.boot({ agentChannel: 'serial' });
    expect(vm.endpoint.maxInFlightBytes).toBeGreaterThan(0);
    (await dial(vm.endpoint)).destroy();
  });

  test('has a ring for its status', async () => {
    await using slot = await TinySlot.create(LIBVIRT_UNDER_TEST, 'idle');
    const vm = await slot.boot({ statusPortName: 'org.vmslot.status.0' });
    expect(await vm.readStatus?.({})).toHaveLength(0);
    const signal = AbortSignal.abort();
    await expect(vm.readStatus?.({ signal })).rejects.toMatchObject({ code: 'canceled' });
  });

  test('boots from any path, and from a qcow2 image', async () => {
    await using slot = await TinySlot.create(LIBVIRT_UNDER_TEST, 'power-off');
    const { image } = slot.definition;
    const directory = join(image.directory, `../<&>"' , a=b; ]]>`);
    await rename(image.directory, directory);
    const diskFile = join(directory, 'disk.qcow2');
    await runCommand('qemu-img', ['create', '-f', 'qcow2', diskFile, '3M']);
    // QEMU's loader for such kernels splits the name of the initrd at commas and spaces.
    const initrdFile = join(image.directory, `../<&>"'-initrd`);
    await writeFile(initrdFile, 'no initrd');
    const kernelFile = join(directory, 'kernel');
    const diskFormat = 'qcow2' as const;
    const moved = { ...image, directory, diskFile, diskFormat, kernelFile, initrdFile };
    const vm = await slot.boot({ image: moved });
    expect(await vm.ended).toMatchObject({ cause: 'guest-shutdown' });
  });

  test('lets everybody else on the host go first, with all its threads', async () => {
    const driver = { ...LIBVIRT_UNDER_TEST, createDriver: () => new LibvirtDriver() };
    await using slot = await TinySlot.create(driver);
    const vm = await slot.boot();
    const tasks = `/proc/${vm.pid}/task`;
    const niceValues = await Promise.all(
      (await readdir(tasks)).map(async (thread) => {
        const stat = await readFile(join(tasks, thread, 'stat'), 'latin1');
        // Field 19, proc(5); the second one may hold spaces.
        return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16];
      }),
    );
    expect(new Set(niceValues)).toEqual(new Set(['19']));
  });
});
