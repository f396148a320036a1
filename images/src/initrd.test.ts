import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeCpio } from './cpio.ts';
import { encodeInitrd } from './initrd.ts';
import { collectModules, moduleDependencies } from './kernel-modules.ts';

/** A file that has the one section which is read, between other bytes. */
function fakeModule(depends: string): Buffer {
  return Buffer.from(`\x7fELF\0\0license=GPL\0depends=${depends}\0retpoline=Y\0`, 'latin1');
}

/** Reads an archive by the format's description, in another way than it is written. */
function readCpio(archive: Buffer): { path: string; mode: number; data: string; device: string }[] {
  const entries = [];
  for (let at = 0; at < archive.length;) {
    const field = (index: number) =>
      parseInt(archive.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);
    expect(archive.toString('latin1', at, at + 6)).toBe('070701');
    const nameEnd = at + 110 + field(11);
    const dataStart = Math.ceil(nameEnd / 4) * 4;
    entries.push({
      path: archive.toString('utf8', at + 110, nameEnd - 1),
      mode: field(1),
      data: archive.toString('latin1', dataStart, dataStart + field(6)),
      device: `${field(9)}:${field(10)}`,
    });
    at = Math.ceil((dataStart + field(6)) / 4) * 4;
  }
  return entries;
}

describe('encodeCpio', () => {
  test.each([0, 1, 2, 3, 4, 5])('pads names and %i bytes of data to four', (length) => {
    const data = Buffer.alloc(length, 'x');
    const entries = readCpio(
      encodeCpio([{ path: 'bin/a'.repeat(length + 1), mode: 0o100755, data }], { timeSeconds: 1 }),
    );
    expect(entries.map((entry) => entry.path)).toEqual(['bin/a'.repeat(length + 1), 'TRAILER!!!']);
    expect(entries[0]?.data).toBe('x'.repeat(length));
  });

  test('writes device nodes', () => {
    const entry = { path: 'dev/console', mode: 0o020600, device: { major: 5, minor: 1 } };
    expect(readCpio(encodeCpio([entry], { timeSeconds: 1 }))[0]).toMatchObject({
      mode: 0o020600,
      device: '5:1',
    });
  });
});

describe('kernel modules', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'vmslot-modules-'));
    const drivers = path.join(directory, 'kernel/drivers');
    await mkdir(drivers, { recursive: true });
    const modules = {
      virtio: '',
      virtio_ring: 'virtio',
      virtio_pci: 'virtio,virtio_ring',
      virtio_blk: 'virtio_ring,virtio',
      virtio_console: 'virtio',
      'virtio-rng': 'virtio',
      virtio_mmio: 'virtio',
      libata: '',
      ata_piix: 'libata',
      sd_mod: '',
      cdrom: '',
      sr_mod: 'cdrom',
      net_failover: '',
      virtio_net: 'net-failover,virtio',
    };
    for (const [name, depends] of Object.entries(modules)) {
      await writeFile(path.join(drivers, `${name}.ko`), fakeModule(depends));
    }
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('come after what they depend on, each once', async () => {
    const modules = await collectModules(directory, ['virtio_pci', 'virtio_blk', 'virtio_rng']);
    expect(modules.map((module) => module.name)).toEqual([
      'virtio',
      'virtio_ring',
      'virtio_pci',
      'virtio_blk',
      'virtio_rng',
    ]);
  });

  test('may have no dependencies at all', () => {
    expect(moduleDependencies(fakeModule(''))).toEqual([]);
    expect(moduleDependencies(Buffer.from('no section'))).toEqual([]);
  });

  test('that the kernel lacks are an error', async () => {
    await expect(collectModules(directory, ['virtio_9p'])).rejects.toMatchObject({
      code: 'input_missing',
    });
  });

  test('are listed by purpose in the initial RAM disk, which is the same each time', async () => {
    const file = path.join(directory, 'init');
    await writeFile(file, '#!/bin/busybox sh\n');
    const inputs = {
      moduleDirectory: directory,
      busyboxFile: file,
      initFile: file,
      timeSeconds: 7,
    };
    const archive = await encodeInitrd(inputs);
    const entries = new Map(readCpio(archive).map((entry) => [entry.path, entry]));
    expect(entries.get('modules/mmio')?.data).toBe('/modules/virtio_mmio.ko\n');
    expect(entries.get('modules/ide')?.data).toBe(
      ['libata', 'ata_piix', 'sd_mod', 'cdrom', 'sr_mod']
        .map((name) => `/modules/${name}.ko\n`)
        .join(''),
    );
    expect(entries.get('modules/network')?.data).toBe(
      '/modules/net_failover.ko\n/modules/virtio_net.ko\n',
    );
    expect(entries.get('init')?.mode).toBe(0o100755);
    expect((await encodeInitrd(inputs)).equals(archive)).toBe(true);
  });
});
