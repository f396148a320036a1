import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VmDefinition } from '../driver.ts';
import { LibvirtDriver, type LibvirtDriverOptions } from './libvirt-driver.ts';

/** A user who is not root, whoever runs the tests. */
const userId = 1000;

const VERSION = `echo 'Using library: libvirt 10.1.2'; echo 'Running hypervisor: QEMU 8.2.1'`;

let directory: string;
let slotDirectory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-driver-'));
  slotDirectory = join(directory, 'slot');
  await mkdir(slotDirectory);
});

afterEach(() => rm(directory, { recursive: true }));

/** A driver whose virsh is a shell script. */
async function driver(
  script = 'exit 1',
  options: LibvirtDriverOptions = {},
): Promise<LibvirtDriver> {
  const program = join(directory, 'virsh');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  return new LibvirtDriver({ programDirectory: directory, userId, ...options });
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

describe('LibvirtDriver', () => {
  test('tells root at once that it is not for him, and runs nothing', async () => {
    const ran = join(directory, 'ran');
    const root = await driver(`: > ${ran}; exec sleep 3600`, { userId: 0 });
    const refusal = {
      code: 'hypervisor_missing',
      message: expect.stringMatching(/^[^\n]*root[^\n]*run as an ordinary user$/),
    };
    await expect(root.probe({})).rejects.toMatchObject(refusal);
    await expect(root.define(await definition(), {})).rejects.toMatchObject(refusal);
    await expect(root.reopen(await definition(), {})).rejects.toMatchObject(refusal);
    expect(await readdir(directory)).not.toContain('ran');
    // Where it is, anybody may know.
    expect(await root.locate()).toBe(join(directory, 'virsh'));
  });

  test('says what to install where virsh is missing', async () => {
    const missing = new LibvirtDriver({ programDirectory: slotDirectory, userId });
    const refusal = {
      code: 'hypervisor_missing',
      message: expect.stringContaining('apt-get install libvirt-clients libvirt-daemon'),
    };
    await expect(missing.locate()).rejects.toMatchObject(refusal);
    await expect(missing.probe({})).rejects.toMatchObject(refusal);
  });

  test.each([
    ['is missing', `echo "error: Failed to find 'libvirtd'" >&2; exit 1`, /Failed to find/],
    ['does not answer', 'exec sleep 3600', /did not end within 1 ms/],
    ['is another program', 'echo hello', /does not tell the versions/],
  ])('tells in one line that the daemon %s', async (_, script, message) => {
    const libvirt = await driver(script, {
      daemonTimeoutMs: script.includes('sleep') ? 1 : 60_000,
    });
    const error = { code: 'hypervisor_missing', message: expect.stringMatching(message) };
    await expect(libvirt.probe({})).rejects.toMatchObject(error);
    await expect(libvirt.probe({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'canceled',
    });
  });

  test('tells what libvirt says where it makes no trial', async () => {
    const script = `case "$*" in
      *version*) ${VERSION} ;;
      *) echo 'error: Failed to create domain' >&2; echo 'error: not today' >&2; exit 1 ;;
    esac`;
    const libvirt = await driver(script);
    const accelerators = ['hvf', 'native', 'tcg'] as const;
    await expect(libvirt.probe({ accelerators })).rejects.toMatchObject({
      code: 'accelerator_unusable',
      message: expect.stringMatching(/hvf: .*native: .*tcg: .*Failed to create domain: not today/),
    });
  });

  test('says why there is no KVM without asking libvirt', async () => {
    const libvirt = await driver(VERSION, { kvmDevice: join(directory, 'kvm') });
    await expect(libvirt.probe({ accelerators: ['kvm'] })).rejects.toMatchObject({
      code: 'accelerator_unusable',
      message: expect.stringContaining('kvm does not exist'),
    });
  });
});

describe('LibvirtDriver.define', () => {
  test.each<[string, string, Partial<VmDefinition>]>([
    ['a network', 'unsupported', { network: true }],
    ['an accelerator of another system', 'accelerator_unusable', { accelerator: 'hvf' }],
    ['a relative slot', 'hypervisor_failed', { slotDirectory: 'slot' }],
    ['no CPU', 'hypervisor_failed', { cpuCount: 0 }],
    ['a path that XML cannot hold', 'hypervisor_failed', { seedFile: '/a\u0001b' }],
    ['a port name that is none', 'hypervisor_failed', { agentPortName: '<x>' }],
  ])('refuses %s', async (_, code, change) => {
    const libvirt = await driver();
    await expect(libvirt.define(await definition(change), {})).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/^[^\n]+$/),
    });
    expect(await readdir(slotDirectory)).toEqual([]);
  });

  test('refuses a slot that is too full', async () => {
    const full = await driver('', { readFreeBytes: () => Promise.resolve(999) });
    await expect(full.define(await definition(), {})).rejects.toMatchObject({ code: 'no_room' });
    expect(await readdir(slotDirectory)).toEqual([]);
  });

  test('a machine that libvirt does not make ends with its words, and leaves nothing', async () => {
    const words = `echo 'error: Failed to create domain' >&2; echo 'error: not today' >&2; exit 1`;
    const vm = await (await driver(words)).define(await definition(), {});
    await expect(vm.start({})).rejects.toMatchObject({
      code: 'hypervisor_failed',
      message: expect.stringContaining('Failed to create domain: not today'),
    });
    expect(await vm.ended).toMatchObject({ cause: 'crashed' });
    expect(vm.state).toBe('stopped');
    await vm.destroy();
    expect(await readdir(slotDirectory)).toEqual([]);
  });
});
