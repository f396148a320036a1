import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_MANIFEST_BYTES, readImage } from './read-image.ts';

const GOOD = {
  formatVersion: 1,
  architecture: 'x86_64',
  diskFormat: 'raw',
  diskFile: 'disk.raw',
  kernelFile: 'vmlinuz',
  initrdFile: 'initrd',
  kernelArguments: 'root=/dev/vda ro',
  files: [
    { name: 'disk.raw', size: 3, sha256: '00' },
    { name: 'vmlinuz', size: 2 },
    { name: 'initrd', size: 1 },
  ],
};

let root: string;
let image: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vmslot-image-'));
  image = join(root, 'debian');
  await mkdir(image);
  await writeFile(join(image, 'disk.raw'), '123');
  await writeFile(join(image, 'vmlinuz'), '12');
  await writeFile(join(image, 'initrd'), '1');
  await writeManifest(GOOD);
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

const writeManifest = (manifest: unknown) =>
  writeFile(join(image, 'manifest.json'), JSON.stringify(manifest));

describe('an image that is whole', () => {
  const found = () => ({
    directory: image,
    diskFile: join(image, 'disk.raw'),
    diskFormat: 'raw',
    kernelFile: join(image, 'vmlinuz'),
    initrdFile: join(image, 'initrd'),
    kernelArguments: 'root=/dev/vda ro',
    architecture: 'x86_64',
    hashes: new Map([[join(image, 'disk.raw'), '00']]),
  });

  test('may have a boot disc, which is one of its files', async () => {
    await writeManifest({ ...GOOD, bootFile: 'disk.raw' });
    expect(await readImage(image, [])).toMatchObject({ bootFile: join(image, 'disk.raw') });
    await writeManifest({ ...GOOD, bootFile: '../boot.iso' });
    await expect(readImage(image, [])).rejects.toMatchObject({
      code: 'image_unusable',
      message: expect.stringContaining('bootFile names no file'),
    });
  });

  test('says which devices it has drivers for, where those are not virtio’s', async () => {
    for (const devices of ['pc', 'virtio']) {
      await writeManifest({ ...GOOD, devices });
      expect(await readImage(image, [])).toMatchObject({ devices });
    }
    await writeManifest({ ...GOOD, devices: 'scsi' });
    await expect(readImage(image, [])).rejects.toMatchObject({
      code: 'image_unusable',
      message: expect.stringContaining('devices is neither virtio nor pc'),
    });
  });

  test('is found by its path', async () => {
    expect(await readImage(image, [])).toEqual(found());
  });

  test('is found by its name, in the first directory that has it', async () => {
    await writeFile(join(root, 'file'), '');
    const directories = [join(root, 'none'), join(root, 'file'), root, '/'];
    expect(await readImage('debian', directories)).toEqual(found());
  });

  test('may be linked to', async () => {
    await symlink(image, join(root, 'newest'));
    expect((await readImage('newest', [root])).directory).toBe(join(root, 'newest'));
  });
});

describe('an image that is not there', () => {
  test.each([
    ['by name', 'none', () => [`${root}/none`, `${root}/other/none`]],
    ['by path', '/no/where', () => ['/no/where']],
  ])('%s: the message says where it was looked for', async (_how, name, places) => {
    await expect(readImage(name, [root, join(root, 'other')])).rejects.toMatchObject({
      code: 'image_missing',
      message: `there is no image at ${places().join(' or ')} (no manifest.json): build one with "npm run image"`,
    });
  });

  test('nowhere to look', async () => {
    await expect(readImage('debian', [])).rejects.toMatchObject({ code: 'image_missing' });
  });
});

describe('a manifest that is wrong', () => {
  test.each([
    ['not JSON', '{', 'is not JSON'],
    ['empty', '', 'is not JSON'],
    ['a list', '[]', 'it is not an object'],
    ['null', 'null', 'it is not an object'],
    ['a text', '"x"', 'it is not an object'],
  ])('%s', async (_what, text, words) => {
    await writeFile(join(image, 'manifest.json'), text);
    await expectUnusable(words);
  });

  test.each<[string, object, string]>([
    ['of the future', { formatVersion: 2 }, 'formatVersion is 2, this bridge reads 1'],
    ['without a version', { formatVersion: undefined }, 'formatVersion is missing'],
    ['with an odd version', { formatVersion: { toString: 1 } }, 'formatVersion is {"toString":1}'],
    ['for another machine', { architecture: 'vax' }, 'architecture is neither'],
    ['with another disk', { diskFormat: 'vmdk' }, 'diskFormat is neither'],
    ['without files', { files: undefined }, 'files is not a list'],
    ['with files as an object', { files: {} }, 'files is not a list'],
    ['with no files', { files: [] }, 'diskFile names no file of the image'],
    ['with a file that is null', { files: [null] }, 'no plain file name'],
    ['with a nameless file', { files: [{ size: 1 }] }, 'no plain file name'],
    ['with a file without size', { files: [{ name: 'initrd' }] }, 'initrd has no size'],
    ['with an odd size', { files: [{ name: 'initrd', size: { toString: 1 } }] }, 'has no size'],
    ['with a size as text', { files: [{ name: 'initrd', size: '1' }] }, 'initrd has no size'],
    [
      'with another size',
      { files: [{ name: 'initrd', size: 9 }] },
      'has 1 bytes, the manifest says 9',
    ],
    ['with a negative size', { files: [{ name: 'initrd', size: -1 }] }, 'the manifest says -1'],
    ['with a file that is missing', { files: [{ name: 'gone', size: 1 }] }, 'the image lacks'],
    ['without a kernel', { kernelFile: undefined }, 'kernelFile names no file'],
    ['with an unlisted disk', { diskFile: 'manifest.json' }, 'diskFile names no file'],
    ['with an initrd elsewhere', { initrdFile: '../initrd' }, 'initrdFile names no file'],
    ['with an initrd as a number', { initrdFile: 1 }, 'initrdFile names no file'],
    ['without arguments', { kernelArguments: undefined }, 'kernelArguments is not one line'],
    ['with arguments of two lines', { kernelArguments: 'a\nb' }, 'kernelArguments is not one line'],
    ['with a NUL in them', { kernelArguments: 'a\0' }, 'kernelArguments is not one line'],
  ])('%s', async (_what, change, words) => {
    await writeManifest({ ...GOOD, ...change });
    await expectUnusable(words);
  });

  test.each([
    '../disk.raw',
    '/etc/passwd',
    'a/b',
    '..',
    '.',
    '',
    '.hidden',
    'a\\b',
    'a\nb',
    'x'.repeat(256),
  ])('with a file named %j', async (name) => {
    await writeManifest({ ...GOOD, files: [...GOOD.files, { name, size: 1 }] });
    await expectUnusable('an entry of files has no plain file name');
  });

  test('with a directory as a file', async () => {
    await mkdir(join(image, 'tree'));
    await writeManifest({ ...GOOD, files: [{ name: 'tree', size: 4096 }] });
    await expectUnusable('tree is not a regular file');
  });

  test('too large: it is not even read', async () => {
    await truncate(join(image, 'manifest.json'), MAX_MANIFEST_BYTES + 1);
    await expectUnusable(`it has ${MAX_MANIFEST_BYTES + 1} bytes`);
  });

  test('a directory of that name, or a link to itself', async () => {
    const path = join(image, 'manifest.json');
    await rm(path);
    await mkdir(path);
    await expectUnusable('it is not a regular file');
    await rm(path, { recursive: true });
    await symlink('manifest.json', path);
    await expectUnusable('cannot be read (ELOOP)');
  });

  test('a file cut short by a download', async () => {
    await truncate(join(image, 'disk.raw'), 2);
    await expectUnusable(`${join(image, 'disk.raw')} has 2 bytes, the manifest says 3`);
  });
});

async function expectUnusable(words: string): Promise<void> {
  const error = await readImage('debian', [root]).then(
    () => expect.unreachable(),
    (reason: unknown) => reason as Error,
  );
  expect(error).toMatchObject({ code: 'image_unusable' });
  expect(error.message).toContain(words);
  expect(error.message).toContain(image);
  expect(error.message).not.toMatch(/\n/);
}
