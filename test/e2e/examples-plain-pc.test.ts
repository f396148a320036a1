import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { StandIn } from '../contracts/stand-in.ts';
import { testCopyExample, testFactorExample } from './examples.ts';
import { REPOSITORY } from './workspace.ts';

// The image that has a disc to boot from. Each machine here has IDE discs and serial ports, and nothing of virtio.
const IMAGE = join(REPOSITORY, 'images', 'out', 'poweroff');

describe('an example, by a disc that boots itself, under the stand-in for VirtualBox', () => {
  const standIn = new StandIn('virtualbox', { VBoxManage: 'runs', VBoxHeadless: 'becomes' });
  afterAll(() => standIn.remove());
  testCopyExample({
    driver: 'virtualbox',
    arguments: () => [`--image=${IMAGE}`, `--qemu=${standIn.directory}`],
  });
});

describe('an example, by a disc that boots itself, under the stand-in for VMware', () => {
  const standIn = new StandIn('vmware', { vmrun: 'runs', vmware: 'runs' });
  afterAll(() => standIn.remove());
  testFactorExample({
    driver: 'vmware',
    arguments: () => [`--image=${IMAGE}`, `--qemu=${standIn.directory}`],
  });
});

describe('an example, whose image has drivers for a plain PC only, under qemu', () => {
  let image: string;
  beforeAll(() => {
    image = mkdtempSync(join(tmpdir(), 'vmslot-plain-'));
    const manifest = JSON.parse(readFileSync(join(IMAGE, 'manifest.json'), 'utf8')) as {
      readonly files: readonly { readonly name: string }[];
    };
    for (const { name } of manifest.files) symlinkSync(join(IMAGE, name), join(image, name));
    writeFileSync(join(image, 'manifest.json'), JSON.stringify({ ...manifest, devices: 'pc' }));
  });
  afterAll(() => rmSync(image, { recursive: true }));
  testCopyExample({ driver: 'qemu', arguments: () => [`--image=${image}`] });
});
