import { access, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_STDERR_BYTES } from '../launch.ts';
import {
  readDomainLog,
  readDomainProcess,
  removeDomainLog,
  removeOldLogs,
} from './session-files.ts';

const NAME = 'vmslot-0123456789abcdef';

let directory: string;
let logs: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-session-'));
  vi.stubEnv('XDG_CACHE_HOME', directory);
  vi.stubEnv('XDG_RUNTIME_DIR', '');
  logs = join(directory, 'libvirt/qemu/log');
  await mkdir(logs, { recursive: true });
  await mkdir(join(directory, 'libvirt/qemu/run'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

describe('readDomainProcess', () => {
  test.each(['', 'x', '0', '1', '-1', '4194305', String(process.pid)])(
    'tells nothing where the file says %j, which is no QEMU of that name',
    async (text) => {
      await writeFile(join(directory, 'libvirt/qemu/run', `${NAME}.pid`), text);
      expect(await readDomainProcess(NAME)).toBeUndefined();
    },
  );

  test('tells nothing where there is no file', async () => {
    expect(await readDomainProcess(NAME)).toBeUndefined();
  });
});

describe('the log of a domain', () => {
  test('is read from its end, and may be missing', async () => {
    expect(await readDomainLog(NAME)).toHaveLength(0);
    await writeFile(join(logs, `${NAME}.log`), `${'x'.repeat(100_000)}end`);
    const tail = await readDomainLog(NAME);
    expect(tail).toHaveLength(MAX_STDERR_BYTES);
    expect(tail.toString()).toMatch(/xend$/);
    await removeDomainLog(NAME);
    await removeDomainLog(NAME);
    expect(await readDomainLog(NAME)).toHaveLength(0);
  });

  test('is removed later where nobody has, if it is ours and old', async () => {
    const others = ['win10.log', 'vmslot-x.log', `${NAME}.log.0`, `my-${NAME}.log`];
    const fresh = 'vmslot-fedcba9876543210.log';
    for (const name of [...others, `${NAME}.log`, fresh]) {
      await writeFile(join(logs, name), 'x');
      await utimes(join(logs, name), 1, name === fresh ? 1_000_000 : 1);
    }
    await removeOldLogs(1_000_000_000);
    for (const name of [...others, fresh]) await access(join(logs, name));
    await expect(access(join(logs, `${NAME}.log`))).rejects.toMatchObject({ code: 'ENOENT' });
    await rm(logs, { recursive: true });
    await removeOldLogs();
  });
});
