import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  filesArePresent,
  formatManifest,
  parseDpkgStatus,
  readManifest,
  type ImageManifest,
} from './manifest.ts';
import { compareManifests } from './verify-reproducible.ts';

const manifest: ImageManifest = {
  formatVersion: 1,
  name: 'debian',
  architecture: 'x86_64',
  diskFile: 'disk.img',
  diskFormat: 'raw',
  kernelFile: 'vmlinux',
  initrdFile: 'initrd',
  kernelArguments: 'quiet panic=-1',
  files: [
    { name: 'disk.img', size: 3, sha256: 'a' },
    { name: 'initrd', size: 1, sha256: 'b' },
  ],
  packages: [{ name: 'bash', version: '5.2' }],
  node: { version: 'v24.21.0' },
  agent: { version: '0.1.0', sha256: 'c' },
  builtFrom: { packages: [], services: [], mirror: 'http://x', inputKey: 'd' },
};

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'vmslot-manifest-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('readManifest', () => {
  test('reads what formatManifest wrote', async () => {
    await writeFile(path.join(directory, 'manifest.json'), formatManifest(manifest));
    expect(await readManifest(directory)).toEqual(manifest);
  });

  test('knows none where there is none, or one of another version', async () => {
    expect(await readManifest(directory)).toBeUndefined();
    await writeFile(path.join(directory, 'manifest.json'), '{"formatVersion":2}');
    expect(await readManifest(directory)).toBeUndefined();
    await writeFile(path.join(directory, 'manifest.json'), 'null');
    expect(await readManifest(directory)).toBeUndefined();
  });

  test('refuses a half manifest', async () => {
    await writeFile(path.join(directory, 'manifest.json'), formatManifest(manifest).slice(0, 40));
    await expect(readManifest(directory)).rejects.toMatchObject({ code: 'image_damaged' });
  });
});

test('filesArePresent wants every file with its size', async () => {
  await writeFile(path.join(directory, 'disk.img'), 'abc');
  expect(await filesArePresent(directory, manifest)).toBe(false);
  await writeFile(path.join(directory, 'initrd'), 'i');
  expect(await filesArePresent(directory, manifest)).toBe(true);
  await writeFile(path.join(directory, 'disk.img'), 'ab');
  expect(await filesArePresent(directory, manifest)).toBe(false);
});

describe('parseDpkgStatus', () => {
  test('takes what is installed, sorted', () => {
    const status = [
      'Package: zlib1g\nStatus: install ok installed\nVersion: 1:1.2.13\nDescription: x\n Package: fake\n',
      'Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n',
      'Package: bash\nStatus: install ok installed\nConffiles:\n /etc/x 0\nVersion: 5.2-2\n',
    ].join('\n');
    expect(parseDpkgStatus(status)).toEqual([
      { name: 'bash', version: '5.2-2' },
      { name: 'zlib1g', version: '1:1.2.13' },
    ]);
  });

  test('finds nothing in nothing', () => {
    expect(parseDpkgStatus('')).toEqual([]);
  });
});

describe('compareManifests', () => {
  const [disk, initrd] = manifest.files;

  test('finds equal images equal', () => {
    expect(compareManifests(manifest, structuredClone(manifest))).toEqual([]);
  });

  test('names the file that differs', () => {
    const other = { ...manifest, files: [{ ...disk!, sha256: 'x' }, initrd!] };
    expect(compareManifests(manifest, other)).toEqual(['disk.img: a and x']);
    expect(compareManifests(manifest, { ...manifest, files: [disk!] })).toEqual([
      'initrd: b and missing',
    ]);
  });

  test('tells a changed package from an accident of the build', () => {
    const other = { ...manifest, packages: [{ name: 'bash', version: '5.3' }], files: [] };
    expect(compareManifests(manifest, other)).toEqual([
      expect.stringContaining('changed a package'),
    ]);
  });

  test('compares the rest of the manifest too', () => {
    expect(compareManifests(manifest, { ...manifest, kernelArguments: '' })).toEqual([
      'manifest.json differs',
    ]);
  });
});
