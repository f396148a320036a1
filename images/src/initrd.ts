import { readFile } from 'node:fs/promises';
import { encodeCpio, type CpioEntry } from './cpio.ts';
import {
  BOOT_MODULES,
  collectModules,
  IDE_MODULES,
  MMIO_MODULES,
  NETWORK_MODULES,
} from './kernel-modules.ts';

/** Commands of busybox that the init script calls. */
const INIT_COMMANDS: readonly string[] = ['findfs', 'insmod', 'mount', 'switch_root', 'usleep'];

/** What goes into the initial RAM disk. */
export interface InitrdInputs {
  /** Directory of the kernel's modules, `lib/modules/VERSION`. */
  readonly moduleDirectory: string;
  /** A statically linked busybox. */
  readonly busyboxFile: string;
  /** The init script, see `images/initrd/init`. */
  readonly initFile: string;
  readonly timeSeconds: number;
}

/**
 * Makes the initial RAM disk: busybox, the modules for disks and the init script. It is not compressed:
 * the little that reading would save is lost again by unpacking in an emulated processor.
 */
export async function encodeInitrd(inputs: InitrdInputs): Promise<Buffer> {
  const groups = {
    boot: BOOT_MODULES,
    mmio: MMIO_MODULES,
    ide: IDE_MODULES,
    network: NETWORK_MODULES,
  };
  const entries: CpioEntry[] = ['bin', 'dev', 'proc', 'sys', 'root', 'modules'].map((name) => ({
    path: name,
    mode: 0o040755,
  }));
  entries.push(
    // The kernel opens the console for init before anything can be mounted on /dev.
    { path: 'dev/console', mode: 0o020600, device: { major: 5, minor: 1 } },
    { path: 'bin/busybox', mode: 0o100755, data: await readFile(inputs.busyboxFile) },
    // Debian's busybox finds its own commands only under their names.
    ...INIT_COMMANDS.map((name) => ({
      path: `bin/${name}`,
      mode: 0o120777,
      data: Buffer.from('busybox'),
    })),
    { path: 'init', mode: 0o100755, data: await readFile(inputs.initFile) },
  );
  const present = new Set<string>();
  for (const [group, names] of Object.entries(groups)) {
    const modules = await collectModules(inputs.moduleDirectory, names);
    const added = modules.filter((module) => !present.has(module.name));
    for (const module of added) {
      present.add(module.name);
      entries.push({ path: `modules/${module.name}.ko`, mode: 0o100644, data: module.bytes });
    }
    const list = added.map((module) => `/modules/${module.name}.ko\n`).join('');
    entries.push({ path: `modules/${group}`, mode: 0o100644, data: Buffer.from(list) });
  }
  return encodeCpio(entries, { timeSeconds: inputs.timeSeconds });
}
