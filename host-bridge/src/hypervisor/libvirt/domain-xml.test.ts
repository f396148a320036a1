import { parseXml, XmlElement as Parsed } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import type { VmDefinition } from '../driver.ts';
import { ADDED_KERNEL_ARGUMENTS } from '../pc-machine.ts';
import { machineXml, trialXml, type MachineXmlOptions } from './domain-xml.ts';

const HOSTILE = `/slot/<x>&"' , a=b]]>`;

const definition: VmDefinition = {
  slotDirectory: '/slot',
  seedFile: `${HOSTILE}/seed.img`,
  image: {
    directory: '/image',
    diskFile: `${HOSTILE}/disk`,
    diskFormat: 'raw',
    kernelFile: `${HOSTILE}/kernel`,
    initrdFile: `${HOSTILE}/initrd`,
    kernelArguments: `root="<&'>"`,
    architecture: 'x86_64',
  },
  accelerator: 'tcg',
  memoryBytes: 100_000_000,
  cpuCount: 2,
  diskLimitBytes: 0,
  network: false,
  agentPortName: 'org.vmslot.agent.0',
};

const options: MachineXmlOptions = {
  name: 'vmslot-1',
  accelerator: 'tcg',
  overlayFile: `${HOSTILE}/overlay.qcow2`,
  agentSocket: `${HOSTILE}/agent.sock`,
  sockets: { console: `${HOSTILE}/tty.sock`, qmp: `${HOSTILE}/qmp.sock` },
};

/** All elements below, in their order. */
function elements(parent: Parsed): Parsed[] {
  const own = parent.children.filter((child) => child instanceof Parsed);
  return own.flatMap((child) => [child, ...elements(child)]);
}

function read(xml: string) {
  const root = parseXml(xml).root as Parsed;
  const all = elements(root);
  return {
    root,
    named: (name: string) => all.filter((found) => found.name === name),
    text: (name: string) => all.find((found) => found.name === name)?.text,
    attributes: (name: string) =>
      all.filter((found) => found.name === name).map((found) => ({ ...found.attributes })),
  };
}

describe('machineXml', () => {
  test('passes every path on as it is', () => {
    const { text, attributes } = read(machineXml(definition, options));
    expect(text('kernel')).toBe(definition.image.kernelFile);
    expect(text('initrd')).toBe(definition.image.initrdFile);
    expect(text('cmdline')).toBe(`root="<&'>" ${ADDED_KERNEL_ARGUMENTS}`);
    expect(attributes('source')).toEqual([
      { mode: 'connect', path: options.sockets.console },
      { file: options.overlayFile },
      { file: definition.image.diskFile },
      { file: definition.seedFile },
      { mode: 'bind', path: options.agentSocket },
    ]);
    const values = attributes('qemu:arg').map(({ value }) => value);
    expect(values).toEqual([
      '-chardev',
      // QEMU splits at commas; two of them stand for one.
      `socket,id=vmslot,path=${HOSTILE.replace(',', ',,')}/qmp.sock`,
      '-mon',
      'chardev=vmslot,mode=control',
    ]);
  });

  test('names the format of each disk and ends each chain, so that nothing is guessed', () => {
    for (const diskFormat of ['raw', 'qcow2'] as const) {
      const image = { ...definition.image, diskFormat };
      const { named, attributes } = read(machineXml({ ...definition, image }, options));
      expect(attributes('driver').map(({ type }) => type)).toEqual(['qcow2', 'raw']);
      expect(attributes('format')).toEqual([{ type: diskFormat }]);
      // Of the overlay, of the image, which ends it, and of the seed.
      expect(named('backingStore').map(({ children }) => children.length)).toEqual([3, 0, 0]);
      expect(named('readonly')).toHaveLength(1);
    }
  });

  test('has no network, and ends whatever the guest does', () => {
    const { named, text } = read(machineXml(definition, options));
    expect(named('interface')).toEqual([]);
    for (const name of ['on_poweroff', 'on_reboot', 'on_crash']) expect(text(name)).toBe('destroy');
  });

  test('is made of the definition: size, accelerator, model', () => {
    const emulated = read(machineXml(definition, options));
    expect(emulated.root.attributes['type']).toBe('qemu');
    expect(emulated.text('memory')).toBe('96');
    expect(emulated.text('vcpu')).toBe('2');
    expect(emulated.attributes('type')).toEqual([{ arch: 'x86_64', machine: 'pc' }]);
    expect(emulated.attributes('cpu')).toEqual([{ mode: 'maximum' }]);
    const machineType = 'pc-i440fx-7.2';
    const kvm = read(
      machineXml({ ...definition, machineType }, { ...options, accelerator: 'kvm' }),
    );
    expect(kvm.root.attributes['type']).toBe('kvm');
    expect(kvm.attributes('cpu')).toEqual([{ mode: 'host-passthrough' }]);
    expect(kvm.attributes('type')).toEqual([{ arch: 'x86_64', machine: machineType }]);
    expect(kvm.named('tcg')).toEqual([]);
  });

  test('reaches the agent by the second serial port where that is asked for', () => {
    const virtio = read(machineXml(definition, options));
    expect(virtio.attributes('target').slice(-1)).toEqual([
      { type: 'virtio', name: 'org.vmslot.agent.0' },
    ]);
    expect(virtio.named('serial')).toHaveLength(1);
    const serial = read(machineXml({ ...definition, agentChannel: 'serial' }, options));
    expect(serial.named('channel')).toEqual([]);
    expect(serial.attributes('target').slice(-1)).toEqual([{ port: '1' }]);
  });

  test('has a ring for the status, and further ports, where they are asked for', () => {
    const extraPorts = [
      { name: 'x', socketPath: '/x.sock' },
      { name: '', socketPath: '/y.sock', channel: 'serial' as const },
    ];
    const wanted = { ...definition, statusPortName: 'org.vmslot.status.0', extraPorts };
    const { attributes } = read(machineXml(wanted, options));
    const device = attributes('qemu:arg').at(-1)?.['value'] ?? '';
    expect(JSON.parse(device)).toMatchObject({ chardev: 'status', name: 'org.vmslot.status.0' });
    expect(attributes('target').slice(-2)).toEqual([{ type: 'virtio', name: 'x' }, { port: '1' }]);
  });
});

describe('machineXml of an image for a plain PC', () => {
  test('has nothing of virtio', () => {
    const image = { ...definition.image, devices: 'pc' as const };
    const wanted = { ...definition, image, agentChannel: 'serial' as const };
    const xml = machineXml({ ...wanted, statusPortName: undefined }, options);
    expect(xml).not.toMatch(/virtio|virtserial/);
    const { attributes } = read(xml);
    expect(attributes('disk')).toEqual([
      { type: 'file', device: 'disk' },
      { type: 'file', device: 'cdrom' },
    ]);
    expect(attributes('serial')).toHaveLength(2);
  });
});

describe('trialXml', () => {
  test('boots a floppy, and has the console that the guest reports on', () => {
    const { root, attributes } = read(
      trialXml({
        name: 't',
        accelerator: 'kvm',
        diskFile: `${HOSTILE}/boot`,
        sockets: options.sockets,
      }),
    );
    expect(root.attributes['type']).toBe('kvm');
    expect(attributes('boot')).toEqual([{ dev: 'fd' }]);
    expect(attributes('source')).toEqual([
      { mode: 'connect', path: options.sockets.console },
      { file: `${HOSTILE}/boot` },
    ]);
  });
});
