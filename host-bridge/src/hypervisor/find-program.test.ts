import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findProgram } from './find-program.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-find-'));
});

afterEach(() => rm(directory, { recursive: true }));

describe('findProgram', () => {
  test('takes the first program of that name, not a directory', async () => {
    const [first, second] = [join(directory, 'first'), join(directory, 'second')];
    await mkdir(join(first, 'tool'), { recursive: true });
    await mkdir(second);
    await writeFile(join(second, 'tool'), '');
    const searchPath = ['', '.', first, second].join(delimiter);
    await chmod(join(second, 'tool'), 0o755);
    expect(await findProgram('tool', { searchPath })).toBe(join(second, 'tool'));
    expect(await findProgram('tool', { directory: first, searchPath })).toBeUndefined();
    expect(await findProgram('other', { searchPath })).toBeUndefined();
  });

  test('looks where programs are on every system when there is no PATH', async () => {
    expect(await findProgram('sh', { searchPath: '' })).toMatch(/\/sh$/);
    vi.stubEnv('PATH', undefined);
    expect(await findProgram('sh')).toMatch(/\/sh$/);
    vi.unstubAllEnvs();
  });
});
