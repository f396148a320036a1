import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookAtAccelerators, whyNot } from './accelerator-files.ts';
import { parseCpuInfo, readCpuFacts } from './cpu-facts.ts';
import { readResources } from './read-resources.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-resources-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe('resources', () => {
  test('are those of this machine', async () => {
    const { resources, problems } = await readResources(directory);
    expect(problems).toEqual([]);
    expect(resources).toMatchObject({ logicalCpuCount: cpus().length, disk: { directory } });
    expect(resources.availableCpuCount).toBeGreaterThanOrEqual(1);
    expect(resources.memoryTotalBytes).toBeGreaterThanOrEqual(resources.memoryAvailableBytes);
    expect(resources.disk?.totalBytes).toBeGreaterThanOrEqual(resources.disk?.freeBytes ?? 0);
    for (const bytes of [resources.memoryTotalBytes, resources.disk?.totalBytes]) {
      expect(bytes).toSatisfy(Number.isSafeInteger);
    }
  });

  test('a directory that is not there is a problem, and the rest is told', async () => {
    const none = join(directory, 'none');
    const { resources, problems } = await readResources(none);
    expect(problems).toEqual([`the directory ${none} is not there`]);
    expect(resources).not.toHaveProperty('disk');
    expect(resources.cpuModel).not.toBe('');
  });
});

describe('facts of the CPU', () => {
  const INTEL = 'vendor_id\t: GenuineIntel\nflags\t\t: fpu vme vmx svmx ssse3\n\nvendor_id\t: X\n';

  test.each<[what: string, text: string, facts: object]>([
    ['Intel', INTEL, { vendor: 'GenuineIntel', features: ['vmx'] }],
    [
      'AMD, in a machine',
      'vendor_id\t: AuthenticAMD\nflags\t\t: hypervisor svm\n',
      { vendor: 'AuthenticAMD', features: ['svm', 'hypervisor'] },
    ],
    ['neither', 'vendor_id\t: X\nflags\t\t: fpu\n', { vendor: 'X', features: [] }],
    ['ARM', 'Features\t: fp asimd\nCPU implementer\t: 0x41\n', {}],
    ['nothing', '', {}],
  ])('%s', (_, text, facts) => {
    expect(parseCpuInfo(text)).toEqual(facts);
  });

  test('are read from the beginning of the file, and of none where there is none', async () => {
    const path = join(directory, 'cpuinfo');
    writeFileSync(path, INTEL.repeat(10_000));
    expect(await readCpuFacts(path)).toEqual({ vendor: 'GenuineIntel', features: ['vmx'] });
    expect(await readCpuFacts(join(directory, 'none'))).toEqual({});
  });
});

describe('accelerators by their files', () => {
  const look = (kvmDevice: string) => lookAtAccelerators({ kvmDevice, platform: 'linux' });

  test('a device that may be used, that is not there, that is somewhere odd', async () => {
    const device = join(directory, 'kvm');
    const reason = `${device} does not exist`;
    expect(await look(device)).toEqual([{ name: 'kvm', status: 'missing', reason }]);
    writeFileSync(device, '');
    expect(await look(device)).toEqual([{ name: 'kvm', status: 'available' }]);
    expect(await look(join(device, 'x'))).toMatchObject([{ status: 'unknown' }]);
  });

  test('a device without permission, with what to do', () => {
    expect(whyNot('/dev/kvm', 'EACCES')).toEqual({
      status: 'forbidden',
      reason: 'no permission for /dev/kvm; add the user to its group',
    });
  });

  test('other systems have others, that only a trial can tell', async () => {
    expect(await lookAtAccelerators({ platform: 'darwin' })).toMatchObject([
      { name: 'hvf', status: 'unknown' },
    ]);
    expect(await lookAtAccelerators({ platform: 'win32' })).toMatchObject([
      { name: 'whpx', status: 'unknown' },
    ]);
    expect(await lookAtAccelerators({ platform: 'freebsd' })).toEqual([]);
  });
});
