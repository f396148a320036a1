import { MAX_STATUS_READ_BYTES, type Accelerator, type VmDefinition } from '../driver.ts';
import { ADDED_KERNEL_ARGUMENTS, DEFAULT_MACHINE_TYPE } from '../pc-machine.ts';
import { element, type XmlElement } from './xml-element.ts';

/** Identifier of the ring that holds the guest's status lines. */
export const STATUS_CHARDEV = 'status';

const MEBIBYTE = 1024 * 1024;
const QEMU_NAMESPACE = 'http://libvirt.org/schemas/domain/qemu/1.0';

/** Sockets of a domain, absolute paths. On the first two we listen, on the agent's QEMU does. */
export interface DomainSockets {
  readonly console: string;
  readonly qmp: string;
}

/** What libvirt calls the kind of a domain. */
export const DOMAIN_TYPES = { tcg: 'qemu', kvm: 'kvm' } as const satisfies Partial<
  Record<Accelerator, string>
>;

/** Accelerators that libvirt's driver for QEMU has. */
export type DomainAccelerator = keyof typeof DOMAIN_TYPES;

export function isDomainAccelerator(accelerator: Accelerator): accelerator is DomainAccelerator {
  return Object.hasOwn(DOMAIN_TYPES, accelerator);
}

export interface MachineXmlOptions {
  readonly name: string;
  readonly accelerator: DomainAccelerator;
  readonly overlayFile: string;
  readonly agentSocket: string;
  readonly sockets: DomainSockets;
}

/**
 * The domain of a job's machine. Source: libvirt, "Domain XML format". It is made like the machine of
 * the driver for QEMU: see there for the reasons of what is not explained here.
 *
 * @throws RangeError for a path that XML cannot hold
 */
export function machineXml(definition: VmDefinition, options: MachineXmlOptions): string {
  const { image, machineType = DEFAULT_MACHINE_TYPE } = definition;
  return domain({
    ...options,
    memoryBytes: definition.memoryBytes,
    cpuCount: definition.cpuCount,
    os: [
      osType(machineType),
      element('kernel', {}, image.kernelFile),
      element('initrd', {}, image.initrdFile),
      element('cmdline', {}, `${image.kernelArguments} ${ADDED_KERNEL_ARGUMENTS}`.trim()),
    ],
    devices: [
      overlayDisk(definition, options.overlayFile),
      seedDisk(definition),
      ...ports(definition, options.agentSocket),
      ...(image.devices === 'pc'
        ? []
        : [element('rng', { model: 'virtio' }, element('backend', { model: 'builtin' }))]),
    ],
    qemuArguments: statusArguments(definition.statusPortName),
  });
}

export interface TrialXmlOptions {
  readonly name: string;
  readonly accelerator: DomainAccelerator;
  /** File with the boot sector. */
  readonly diskFile: string;
  readonly sockets: DomainSockets;
}

/** The domain of the trial guest, which reports on its serial port. */
export function trialXml(options: TrialXmlOptions): string {
  return domain({
    ...options,
    memoryBytes: 32 * MEBIBYTE,
    cpuCount: 1,
    os: [osType(DEFAULT_MACHINE_TYPE), element('boot', { dev: 'fd' })],
    devices: [
      element(
        'disk',
        { type: 'file', device: 'floppy' },
        element('driver', { name: 'qemu', type: 'raw' }),
        element('source', { file: options.diskFile }),
        element('target', { dev: 'fda', bus: 'fdc' }),
        element('readonly'),
      ),
    ],
    qemuArguments: [],
  });
}

interface DomainOptions {
  readonly name: string;
  readonly accelerator: DomainAccelerator;
  readonly memoryBytes: number;
  readonly cpuCount: number;
  readonly os: readonly XmlElement[];
  readonly devices: readonly XmlElement[];
  readonly sockets: DomainSockets;
  readonly qemuArguments: readonly string[];
}

/** What trial and machine have in common, so that the trial tells something about the machine. */
function domain(options: DomainOptions): string {
  const { accelerator, sockets } = options;
  const isEmulated = accelerator === 'tcg';
  // The control protocol for ourselves, beside libvirt's own connection: it tells why the machine ends, in
  // order and to the last word, and it saves snapshots that another domain can go on from.
  const qmp = `socket,id=vmslot,path=${sockets.qmp.replaceAll(',', ',,')}`;
  const extra = ['-chardev', qmp, '-mon', 'chardev=vmslot,mode=control', ...options.qemuArguments];
  const ends = ['on_poweroff', 'on_reboot', 'on_crash'].map((name) => element(name, {}, 'destroy'));
  return element(
    'domain',
    { type: DOMAIN_TYPES[accelerator], 'xmlns:qemu': QEMU_NAMESPACE },
    element('name', {}, options.name),
    element('memory', { unit: 'MiB' }, String(Math.ceil(options.memoryBytes / MEBIBYTE))),
    element('vcpu', {}, String(options.cpuCount)),
    // Another identity for each start: a restored kernel draws new random numbers.
    element('genid'),
    element('os', {}, ...options.os),
    element(
      'features',
      {},
      element('acpi'),
      element('apic'),
      element('vmport', { state: 'off' }),
      ...(isEmulated ? [element('tcg', {}, element('tb-cache', { unit: 'MiB' }, '128'))] : []),
    ),
    isEmulated ? emulatedCpu() : element('cpu', { mode: 'host-passthrough' }),
    element('clock', { offset: 'utc' }, element('timer', { name: 'hpet', present: 'no' })),
    ...ends,
    element(
      'devices',
      {},
      serial('connect', sockets.console, 0),
      ...options.devices,
      element('controller', { type: 'usb', model: 'none' }),
      element('memballoon', { model: 'none' }),
    ),
    // No file of the user's is relabelled for a machine.
    element('seclabel', { type: 'none' }),
    element('qemu:commandline', {}, ...extra.map((value) => element('qemu:arg', { value }))),
  ).text;
}

function osType(machine: string): XmlElement {
  return element('type', { arch: 'x86_64', machine }, 'hvm');
}

function emulatedCpu(): XmlElement {
  const features = ['erms', 'fsrm'].map((name) => element('feature', { policy: 'disable', name }));
  return element('cpu', { mode: 'maximum' }, ...features);
}

/** What the guest sees of the two disks. */
const DISK_TARGETS = {
  virtio: {
    overlay: { dev: 'vda', bus: 'virtio' },
    seed: { dev: 'vdb', bus: 'virtio' },
    seedKind: 'disk',
  },
  pc: { overlay: { dev: 'hda', bus: 'ide' }, seed: { dev: 'hdc', bus: 'ide' }, seedKind: 'cdrom' },
} as const;

function overlayDisk(definition: VmDefinition, overlayFile: string): XmlElement {
  const { image } = definition;
  return element(
    'disk',
    { type: 'file', device: 'disk' },
    element('driver', {
      name: 'qemu',
      type: 'qcow2',
      cache: 'writeback',
      discard: 'unmap',
      detect_zeroes: 'unmap',
      error_policy: 'enospace',
      rerror_policy: 'report',
    }),
    element('source', { file: overlayFile }),
    // Written out, with its end, so that nothing is guessed from what is in the files.
    element(
      'backingStore',
      { type: 'file' },
      element('format', { type: image.diskFormat }),
      element('source', { file: image.diskFile }),
      element('backingStore'),
    ),
    element('target', DISK_TARGETS[image.devices ?? 'virtio'].overlay),
  );
}

function seedDisk({ image, seedFile }: VmDefinition): XmlElement {
  const { seed, seedKind } = DISK_TARGETS[image.devices ?? 'virtio'];
  return element(
    'disk',
    { type: 'file', device: seedKind },
    element('driver', { name: 'qemu', type: 'raw' }),
    element('source', { file: seedFile }),
    element('backingStore'),
    element('target', seed),
    element('readonly'),
  );
}

/** The agent's way in, and further ports. */
function ports(definition: VmDefinition, agentSocket: string): XmlElement[] {
  const { agentChannel, agentPortName, extraPorts = [], image } = definition;
  let serialCount = 1;
  const port = (kind: string | undefined, name: string, path: string): XmlElement => {
    if (kind !== 'serial') return virtioPort(name, path);
    serialCount += 1;
    return serial('bind', path, serialCount - 1);
  };
  return [
    ...(image.devices === 'pc' ? [] : [element('controller', { type: 'virtio-serial', index: 0 })]),
    port(agentChannel, agentPortName, agentSocket),
    ...extraPorts.map(({ channel, name, socketPath }) => port(channel, name, socketPath)),
  ];
}

function virtioPort(name: string, path: string): XmlElement {
  return element(
    'channel',
    { type: 'unix' },
    element('source', { mode: 'bind', path }),
    element('target', { type: 'virtio', name }),
  );
}

function serial(mode: 'bind' | 'connect', path: string, port: number): XmlElement {
  return element(
    'serial',
    { type: 'unix' },
    element('source', { mode, path }),
    element('target', { port }),
  );
}

/** A ring of the newest bytes, which libvirt has no words for. */
function statusArguments(portName: string | undefined): string[] {
  if (portName === undefined) return [];
  // As JSON: QEMU makes such devices after those in its other notation, and so finds libvirt's bus.
  const device = {
    driver: 'virtserialport',
    bus: 'virtio-serial0.0',
    chardev: STATUS_CHARDEV,
    name: portName,
  };
  return [
    '-chardev',
    `ringbuf,id=${STATUS_CHARDEV},size=${MAX_STATUS_READ_BYTES}`,
    '-device',
    JSON.stringify(device),
  ];
}
