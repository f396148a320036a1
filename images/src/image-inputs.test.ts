import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashTree } from './hash-file.ts';
import { inputKey, type ImageInputs } from './image-inputs.ts';

const inputs: ImageInputs = {
  name: 'debian',
  packages: ['gmp-ecm'],
  services: [],
  bootDisc: false,
  mirror: 'http://x',
  kernelArguments: ['quiet'],
  builderSha256: '1',
  agentSha256: '2',
  nodeSha256: '3',
  segmentSha256: '4',
};

describe('inputKey', () => {
  test('does not depend on the order of the fields', () => {
    const turned = Object.fromEntries(
      Object.entries(inputs).toReversed(),
    ) as unknown as ImageInputs;
    expect(inputKey(turned)).toBe(inputKey(inputs));
    expect(inputKey(inputs)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(Object.keys(inputs))('changes with %s', (field) => {
    expect(inputKey({ ...inputs, [field]: ['something else'] })).not.toBe(inputKey(inputs));
  });
});

describe('hashTree', () => {
  const { signal } = new AbortController();
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'vmslot-tree-'));
    await mkdir(path.join(directory, 'etc'));
    await writeFile(path.join(directory, 'etc/run'), 'text', { mode: 0o644 });
    await symlink('run', path.join(directory, 'etc/link'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('does not see times', async () => {
    const before = await hashTree(directory, signal);
    await utimes(path.join(directory, 'etc/run'), 1, 1);
    expect(await hashTree(directory, signal)).toBe(before);
  });

  test.each([
    ['bytes', () => writeFile(path.join(directory, 'etc/run'), 'texT')],
    ['the execute bit', () => chmod(path.join(directory, 'etc/run'), 0o755)],
    ['a new name', () => writeFile(path.join(directory, 'other'), '')],
    [
      'the target of a link',
      async () => {
        await rm(path.join(directory, 'etc/link'));
        await symlink('walk', path.join(directory, 'etc/link'));
      },
    ],
  ])('sees %s', async (_, change) => {
    const before = await hashTree(directory, signal);
    await change();
    expect(await hashTree(directory, signal)).not.toBe(before);
  });

  test('leaves out what it is told to', async () => {
    const before = await hashTree(directory, signal, (relative) => relative.endsWith('.test.ts'));
    await writeFile(path.join(directory, 'a.test.ts'), '');
    expect(await hashTree(directory, signal, (relative) => relative.endsWith('.test.ts'))).toBe(
      before,
    );
  });
});
