import { describe, expect, test } from 'vitest';
import type { VmDefinition } from '../driver.ts';
import { ADDED_KERNEL_ARGUMENTS } from '../pc-machine.ts';
import { machineArguments, trialArguments } from './command-line.ts';

const definition: VmDefinition = {
  slotDirectory: '/slot',
  seedFile: '/slot/seed, "1".img',
  image: {
    directory: '/image',
    diskFile: '/image/a,b=c.raw',
    diskFormat: 'raw',
    kernelFile: '/image/kernel',
    initrdFile: '/image/initrd',
    kernelArguments: 'root=/dev/vda',
    architecture: 'x86_64',
  },
  accelerator: 'tcg',
  memoryBytes: 512 * 1024 * 1024 + 1,
  cpuCount: 3,
  diskLimitBytes: 1,
  network: false,
  agentPortName: 'org.vmslot.agent.0',
};

const line = machineArguments(definition, '/slot/vm/overlay.qcow2', { sandbox: true });

/** All values of an option. */
function valuesOf(option: string, args = line): string[] {
  return args.filter((_, index) => args[index - 1] === option);
}

describe('machineArguments', () => {
  test('carries the definition', () => {
    expect(valuesOf('-m')).toEqual(['size=513M']);
    expect(valuesOf('-smp')).toEqual(['cpus=3']);
    expect(valuesOf('-append')).toEqual([`root=/dev/vda ${ADDED_KERNEL_ARGUMENTS}`]);
    expect(valuesOf('-cpu')).toEqual(['max,erms=off,fsrm=off']);
  });

  test('names every file as JSON, so that commas and quotes in paths do no harm', () => {
    const nodes = valuesOf('-blockdev').map((text) => JSON.parse(text) as object);
    expect(nodes).toEqual([
      expect.objectContaining({
        driver: 'raw',
        'read-only': true,
        file: { driver: 'file', filename: '/image/a,b=c.raw' },
      }),
      expect.objectContaining({
        driver: 'qcow2',
        backing: 'image',
        file: { driver: 'file', filename: '/slot/vm/overlay.qcow2', discard: 'unmap' },
      }),
      expect.objectContaining({
        driver: 'raw',
        'read-only': true,
        file: { driver: 'file', filename: '/slot/seed, "1".img' },
      }),
    ]);
  });

  test('has no network, no default devices and no way to start programs', () => {
    expect(line).toContain('-nodefaults');
    expect(line).toContain('-no-user-config');
    expect(line.some((argument) => /^-net|^-nic|virtio-net/.test(argument))).toBe(false);
    expect(valuesOf('-sandbox')[0]).toMatch(/^on,.*spawn=deny/);
    expect(machineArguments(definition, '/o', { sandbox: false })).not.toContain('-sandbox');
  });

  test('has another identity at each start', () => {
    expect(valuesOf('-device')).toContain('vmgenid,guid=auto');
  });

  test('has a network only where it is asked for, and only behind the filter', () => {
    const args = machineArguments({ ...definition, network: true }, '/o', { sandbox: true });
    expect(valuesOf('-netdev', args)).toEqual([
      expect.stringMatching(/^user,id=network,ipv6=off$/),
    ]);
    expect(args).toContainEqual(
      expect.stringMatching(/^filter-redirector,.*netdev=network,queue=rx,outdev=.*,indev=/),
    );
  });

  test('puts the agent on a port of virtio-serial, or on the second serial port', () => {
    expect(valuesOf('-serial')).toEqual(['chardev:console']);
    expect(valuesOf('-device')).toContain(
      'virtserialport,bus=serial.0,chardev=agent,name=org.vmslot.agent.0',
    );
    const args = machineArguments({ ...definition, agentChannel: 'serial' }, '/o', {
      sandbox: true,
    });
    expect(valuesOf('-serial', args)).toEqual(['chardev:console', 'chardev:agent']);
    expect(args.filter((text) => text.startsWith('virtserialport'))).toEqual([]);
  });

  test('keeps what the guest says of itself in a ring, where that is wanted', () => {
    expect(line.filter((text) => text.startsWith('ringbuf'))).toEqual([]);
    const args = machineArguments({ ...definition, statusPortName: 'org.vmslot.status.0' }, '/o', {
      sandbox: true,
    });
    expect(valuesOf('-chardev', args)).toContain('ringbuf,id=status,size=4096');
    expect(valuesOf('-device', args)).toContain(
      'virtserialport,bus=serial.0,chardev=status,name=org.vmslot.status.0',
    );
  });

  test('has its devices in the order in which checkpoints of earlier versions want them', () => {
    const wanted = { ...definition, statusPortName: 'org.vmslot.status.0', network: true };
    expect(valuesOf('-device', machineArguments(wanted, '/o', { sandbox: true }))).toEqual([
      'virtio-blk-pci,drive=overlay,werror=enospc,rerror=report',
      'virtio-blk-pci,drive=seed',
      'virtio-serial-pci,id=serial',
      'virtserialport,bus=serial.0,chardev=agent,name=org.vmslot.agent.0',
      'virtserialport,bus=serial.0,chardev=status,name=org.vmslot.status.0',
      'virtio-rng-pci,rng=random',
      'vmgenid,guid=auto',
      'virtio-net-pci,id=card,netdev=network,romfile=',
    ]);
  });

  test('has nothing of virtio where the image is for a plain PC', () => {
    const image = { ...definition.image, devices: 'pc' as const };
    const wanted = { ...definition, image, agentChannel: 'serial' as const, network: true };
    const args = machineArguments(wanted, '/o', { sandbox: true });
    expect(args.filter((text) => /virt/.test(text))).toEqual([]);
    expect(valuesOf('-device', args)).toEqual([
      'ide-hd,bus=ide.0,unit=0,drive=overlay,werror=enospc,rerror=report',
      'ide-cd,bus=ide.1,unit=0,drive=seed',
      'vmgenid,guid=auto',
      'e1000,id=card,netdev=network,romfile=',
    ]);
    expect(valuesOf('-serial', args)).toEqual(['chardev:console', 'chardev:agent']);
  });

  test('lets a qcow2 image name no file of its own', () => {
    const image = { ...definition.image, diskFormat: 'qcow2' as const };
    const args = machineArguments({ ...definition, image }, '/o', { sandbox: true });
    expect(JSON.parse(valuesOf('-blockdev', args)[0] ?? '')).toMatchObject({
      driver: 'qcow2',
      backing: null,
    });
  });
});

describe('trialArguments', () => {
  test('runs under the same conditions as the machine', () => {
    const trial = trialArguments('/trial', { accelerator: 'tcg', sandbox: true });
    for (const option of ['-machine', '-accel', '-cpu', '-sandbox', '-display']) {
      expect(valuesOf(option, trial)).toEqual(valuesOf(option));
    }
  });
});
