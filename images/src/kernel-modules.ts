import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImageError } from './errors.ts';
import { listTree } from './list-tree.ts';

/** A kernel module with its bytes. */
export interface KernelModule {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Modules that every machine of ours loads at boot. Debian's cloud kernel has ext4 built in. */
export const BOOT_MODULES: readonly string[] = [
  'virtio_pci',
  'virtio_blk',
  'virtio_console',
  'virtio_rng',
];

/** Modules for machines without PCI, loaded only where the firmware lists such devices. */
export const MMIO_MODULES: readonly string[] = ['virtio_mmio'];

/**
 * Modules for machines whose disks are those of a plain PC: IDE discs, hard or compact. Loaded only where
 * the root is on no disk that is there already. Debian's cloud kernel has none for AHCI.
 */
export const IDE_MODULES: readonly string[] = ['ata_piix', 'sd_mod', 'sr_mod'];

/** Modules that a machine with a network card loads besides. */
export const NETWORK_MODULES: readonly string[] = ['virtio_net'];

/**
 * Finds modules below a kernel's module directory and all that they depend on, in an order in which
 * they can be loaded.
 * @throws ImageError with code `input_missing` for a module that the kernel does not bring.
 */
export async function collectModules(
  moduleDirectory: string,
  names: readonly string[],
): Promise<readonly KernelModule[]> {
  const files = new Map<string, string>();
  for (const relative of await listTree(moduleDirectory)) {
    if (relative.endsWith('.ko')) files.set(moduleName(path.basename(relative, '.ko')), relative);
  }
  const found = new Map<string, KernelModule>();
  const open = new Set<string>();
  for (const name of names) await visit(name);
  return [...found.values()];

  async function visit(name: string): Promise<void> {
    if (found.has(name) || open.has(name)) return;
    open.add(name);
    const relative = files.get(name);
    if (relative === undefined) {
      throw new ImageError(
        'input_missing',
        `the kernel in ${moduleDirectory} has no module ${name}`,
      );
    }
    const bytes = await readFile(path.join(moduleDirectory, relative));
    for (const dependency of moduleDependencies(bytes)) await visit(dependency);
    found.set(name, { name, bytes });
  }
}

/** What a module depends on: the `depends` entry of its `.modinfo` section (kernel: modinfo(8)). */
export function moduleDependencies(bytes: Buffer): readonly string[] {
  const key = Buffer.from('\0depends=');
  const start = bytes.indexOf(key);
  if (start === -1) return [];
  const from = start + key.length;
  const list = bytes.subarray(from, bytes.indexOf(0, from)).toString('latin1');
  return list
    .split(',')
    .filter((name) => name !== '')
    .map(moduleName);
}

/** File names of modules use dashes where their names use underscores. */
function moduleName(text: string): string {
  return text.replaceAll('-', '_');
}
