import type { VmImage } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { FIRST_CHANNEL_DESCRIPTOR } from '../launch.ts';

/** Inherited sockets of the machine, in the order of their file descriptors. */
export const UML_CHANNELS = { console: 0, agent: 1 } as const;

/**
 * Names in the machine's directory, which is the working directory of the process. All that the guest gets
 * is known to it by these: the kernel's command line has no notation for a path with spaces or commas.
 */
export const UML_FILES = {
  /** Copy-on-write file over the image; its header has the image's path. */
  disk: 'disk.cow',
  /** Link to the image's initial RAM disk. */
  initrd: 'initrd',
  /** Link to the seed disk. */
  seed: 'seed',
  /** The disk with the room of {@link VmDefinition.diskLimitBytes}. */
  room: 'room.img',
  /** Directory of the management console's socket. */
  control: 'uml',
} as const;

/**
 * What the guest's memory is larger than it was asked to be. The kernel keeps 64 bytes for each page up to
 * the end of its memory, and that begins behind a random gap of up to 1 GiB (brk(2) of x86-64 hosts): so
 * much may be lost.
 */
export const MEMORY_MARGIN_BYTES = 16 * 1024 * 1024;

/**
 * Kernel arguments that take from the guest what would lead out of it: mounts of the host's directories
 * (`hostfs` of a path below a file: none exists), code in the kernel, and filters of programs without
 * rights. Its kernel is a process of this user on the host.
 */
const CONFINED: readonly string[] = [
  'hostfs=/dev/null',
  'sysctl.kernel.modules_disabled=1',
  'sysctl.kernel.unprivileged_bpf_disabled=1',
];

/**
 * Arguments by which User-Mode Linux opens what the host has: files, sockets, terminals, networks; and the
 * one by which a RAM disk brings more of them. Source: `linux.uml --help`, and the kernel's bootconfig.
 */
const OF_THE_HOST =
  /^(?:__|bootconfig|con\d*=|dsp=|eth\d|hostfs|initrd=|iomem=|mconsole|mem=|mixer=|ssl|ubd|udb|uml_dir|umid=|vec\d|virtio_uml|xterm)/;

/** Memory of the trial guest, with the margin. */
export const TRIAL_MEMORY_BYTES = 64 * 1024 * 1024;

/**
 * The image's kernel arguments that mean something here: its consoles are those of another machine.
 *
 * @throws HypervisorError `image_unusable` for one that would open something of the host
 */
export function guestArguments(image: VmImage): string[] {
  const words = image.kernelArguments.split(/\s+/).filter((word) => word !== '');
  // The kernel takes quotes away, and a hyphen for an underscore.
  const foreign = words.find((word) =>
    OF_THE_HOST.test(word.replaceAll('"', '').replaceAll('-', '_')),
  );
  if (foreign !== undefined) {
    throw new HypervisorError(
      'image_unusable',
      `the image ${image.directory} has the kernel argument ${JSON.stringify(foreign)}, by which ` +
        'User-Mode Linux would open what is on the host; build it without',
    );
  }
  return words.filter((word) => !word.startsWith('console='));
}

/** Arguments of User-Mode Linux for a job's machine. */
export function machineArguments(options: {
  readonly image: VmImage;
  readonly memoryBytes: number;
}): string[] {
  return [
    ...baseArguments(guestArguments(options.image), options.memoryBytes),
    // Without a lock: QEMU, and whoever else reads the image, would find it locked whole.
    `ubd0c=${UML_FILES.disk}`,
    `ubd1r=${UML_FILES.seed}`,
    `ubd2=${UML_FILES.room}`,
    // The second serial port; all others lead nowhere.
    `ssl1=fd:${FIRST_CHANNEL_DESCRIPTOR + UML_CHANNELS.agent}`,
  ];
}

/** Arguments for the trial guest. */
export function trialArguments(): string[] {
  return baseArguments([], TRIAL_MEMORY_BYTES - MEMORY_MARGIN_BYTES);
}

/** What trial and machine have in common, so that the trial tells something about the machine. */
function baseArguments(guest: readonly string[], memoryBytes: number): string[] {
  return [
    ...guest,
    ...CONFINED,
    `initrd=${UML_FILES.initrd}`,
    `mem=${Math.ceil((memoryBytes + MEMORY_MARGIN_BYTES) / 1024)}K`,
    // A console that takes nothing in, and no terminal windows for the others.
    'con=null',
    `con0=null,fd:${FIRST_CHANNEL_DESCRIPTOR + UML_CHANNELS.console}`,
    'ssl=null',
    // A guest that resets itself ends.
    'noreboot',
    // Programs of the guest are traced, as a pause needs it. Newer kernels could do otherwise.
    'seccomp=off',
    'uml_dir=.',
    `umid=${UML_FILES.control}`,
  ];
}
