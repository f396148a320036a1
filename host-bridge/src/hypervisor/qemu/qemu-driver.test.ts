import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VmDefinition } from '../driver.ts';
import { MAX_BACKING_PATH_BYTES, MAX_OVERLAY_BYTES } from '../qcow2/encode-overlay.ts';
import { MAX_CPU_COUNT } from '../pc-machine.ts';
import { QemuDriver, type QemuDriverOptions } from './qemu-driver.ts';

let directory: string;
let slotDirectory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-driver-'));
  slotDirectory = join(directory, 'slot');
  await mkdir(slotDirectory);
});

afterEach(() => rm(directory, { recursive: true }));

/** A driver whose QEMU is a shell script. */
async function driver(script = 'exit 1', options: QemuDriverOptions = {}): Promise<QemuDriver> {
  const program = join(directory, 'qemu-system-x86_64');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  return new QemuDriver({ programDirectory: directory, ...options });
}

async function definition(change: Partial<VmDefinition> = {}): Promise<VmDefinition> {
  const [diskFile, kernelFile, initrdFile] = ['disk', 'kernel', 'initrd'].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  for (const file of [diskFile, kernelFile, initrdFile]) await writeFile(file, 'x');
  return {
    slotDirectory,
    seedFile: join(slotDirectory, 'seed.img'),
    image: {
      directory,
      diskFile,
      diskFormat: 'raw',
      kernelFile,
      initrdFile,
      kernelArguments: '',
      architecture: 'x86_64',
    },
    accelerator: 'tcg',
    memoryBytes: 1,
    cpuCount: 1,
    diskLimitBytes: 1000,
    network: false,
    agentPortName: 'port',
    ...change,
  };
}

describe('QemuDriver.probe', () => {
  test('says what to install where QEMU is missing', async () => {
    await expect(
      new QemuDriver({ programDirectory: slotDirectory }).probe({}),
    ).rejects.toMatchObject({
      code: 'hypervisor_missing',
      message: expect.stringContaining('apt-get install qemu-system-x86'),
    });
  });

  test('refuses a program that is not QEMU', async () => {
    await expect((await driver('echo hello')).probe({})).rejects.toMatchObject({
      code: 'hypervisor_missing',
    });
  });

  test('reports program, version and accelerator', async () => {
    const script =
      'if [ "$1" = --version ]; then echo QEMU emulator version 9.1.2 x; else exit 85; fi';
    expect(await (await driver(script)).probe({ accelerators: ['tcg'] })).toMatchObject({
      program: join(directory, 'qemu-system-x86_64'),
      version: '9.1.2',
      accelerator: 'tcg',
    });
  });
});

describe('QemuDriver.define', () => {
  test('refuses a slot that is too full, with both numbers', async () => {
    const full = await driver('', { readFreeBytes: () => Promise.resolve(999) });
    await expect(full.define(await definition(), {})).rejects.toMatchObject({
      code: 'no_room',
      message: expect.stringMatching(/slot: .* 263144 bytes, 999 are free/),
    });
    expect(await readdir(slotDirectory)).toEqual([]);
  });

  test('refuses a disk that no overlay can have', async () => {
    const roomy = await driver('', { readFreeBytes: () => Promise.resolve(Infinity) });
    await expect(
      roomy.define(await definition({ diskLimitBytes: MAX_OVERLAY_BYTES }), {}),
    ).rejects.toMatchObject({ code: 'image_unusable' });
  });

  test.each<[string, Partial<VmDefinition>]>([
    ['a relative slot', { slotDirectory: 'slot' }],
    ['no CPU', { cpuCount: 0 }],
    ['too many CPUs', { cpuCount: MAX_CPU_COUNT + 1 }],
    ['half a byte', { memoryBytes: 0.5 }],
    ['a negative disk', { diskLimitBytes: -1 }],
    ['a port name that would add options', { agentPortName: 'x,chardev=qmp' }],
  ])('refuses %s', async (_, change) => {
    const qemu = await driver();
    await expect(qemu.define(await definition(change), {})).rejects.toMatchObject({
      code: 'hypervisor_failed',
    });
  });

  test('refuses images of other machines, other formats and without contents', async () => {
    const qemu = await driver();
    const { image } = await definition();
    const other = { ...image, architecture: 'aarch64' as const };
    const qcow2 = { ...image, diskFormat: 'qcow2' as const };
    for (const wrong of [other, qcow2]) {
      await expect(qemu.define(await definition({ image: wrong }), {})).rejects.toMatchObject({
        code: 'image_unusable',
      });
    }
    const wanted = await definition();
    await writeFile(image.diskFile, '');
    await expect(qemu.define(wanted, {})).rejects.toMatchObject({
      code: 'image_unusable',
      message: expect.stringContaining('is empty'),
    });
  });

  test('refuses ports of virtio-serial where the image is for a plain PC', async () => {
    const good = await definition({ agentChannel: 'serial' });
    const image = { ...good.image, devices: 'pc' as const };
    for (const change of [
      { agentChannel: undefined },
      { statusPortName: 'status' },
      { extraPorts: [{ name: 'x', socketPath: '/x' }] },
    ]) {
      await expect(
        (await driver()).define({ ...good, image, ...change }, {}),
      ).rejects.toMatchObject({
        code: 'unsupported',
        message: expect.stringContaining('plain PC'),
      });
    }
    await (await driver()).define({ ...good, image }, {});
  });

  test('refuses an image whose path an overlay cannot hold', async () => {
    const qemu = await driver();
    const wanted = await definition();
    const deep = join(directory, ...Array.from({ length: 6 }, () => 'x'.repeat(200)));
    await mkdir(deep, { recursive: true });
    const diskFile = join(deep, 'disk');
    await writeFile(diskFile, 'x');
    expect(diskFile.length).toBeGreaterThan(MAX_BACKING_PATH_BYTES);
    await expect(
      qemu.define({ ...wanted, image: { ...wanted.image, diskFile } }, {}),
    ).rejects.toMatchObject({ code: 'image_unusable' });
  });

  test('is given up, and reports a slot that is not there', async () => {
    const qemu = await driver();
    await expect(
      qemu.define(await definition(), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'canceled' });
    expect(await readdir(slotDirectory)).toEqual([]);
    await expect(
      qemu.define(await definition({ slotDirectory: join(directory, 'none') }), {}),
    ).rejects.toMatchObject({ code: 'hypervisor_failed' });
  });
});

describe('QemuVm', () => {
  test('kills a QEMU that talks something else than QMP', async () => {
    const qemu = await driver('echo "I am the guest" >&4; while :; do sleep 60; done');
    const vm = await qemu.define(await definition(), {});
    await expect(vm.start({})).rejects.toMatchObject({
      code: 'hypervisor_failed',
      cause: { code: 'protocol' },
    });
    expect(await vm.ended).toMatchObject({ cause: 'crashed' });
    await vm.destroy();
  });

  test('says that the host has no memory for the machine', async () => {
    const qemu = await driver(
      `echo "qemu: cannot set up guest memory 'pc.ram': Cannot allocate memory" >&2; exit 1`,
    );
    const vm = await qemu.define(await definition({ memoryBytes: 512 * 1024 * 1024 }), {});
    await expect(vm.start({})).rejects.toMatchObject({
      code: 'no_memory',
      message: expect.stringMatching(/no 512 MB of memory left.*pc\.ram/),
    });
    await vm.destroy();
  });

  test('ends the machine when the host has no room left', async () => {
    const io = '{"action":"stop","nospace":true,"operation":"write"}';
    const qemu = await driver(`
      echo '{"QMP": {}}' >&4
      read -r line <&4; echo '{"return": {}, "id": 1}' >&4
      read -r line <&4; echo '{"return": [{"name": "pc-i440fx-9.1", "alias": "pc"}], "id": 2}' >&4
      read -r line <&4; echo '{"return": {}, "id": 3}' >&4
      echo '{"event": "BLOCK_IO_ERROR", "data": ${io}}' >&4
      while :; do sleep 60; done
    `);
    const vm = await qemu.define(await definition(), {});
    await vm.start({});
    expect(await vm.ended).toMatchObject({ cause: 'crashed', code: 'no_room' });
    await vm.destroy();
  });

  test('kills a QEMU that does not obey quit', async () => {
    const qemu = await driver(`
      echo '{"QMP": {}}' >&4
      read -r line <&4; echo '{"return": {}, "id": 1}' >&4
      read -r line <&4; echo '{"return": [{"name": "pc-i440fx-9.1", "alias": "pc"}], "id": 2}' >&4
      read -r line <&4; echo '{"return": {}, "id": 3}' >&4
      read -r line <&4; echo '{"error": {"class": "GenericError", "desc": "no"}, "id": 4}' >&4
      while :; do sleep 60; done
    `);
    const vm = await qemu.define(await definition(), {});
    await vm.start({});
    await vm.destroy();
    expect(await vm.ended).toMatchObject({
      cause: 'requested',
      detail: expect.stringContaining('SIGKILL'),
    });
    expect(await readdir(slotDirectory)).toEqual([]);
  });
});
