import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  DEFAULT_INIT_DATA,
  formatInitData,
  MAX_INIT_DATA_BYTES,
  parseFinishFile,
  parseTemporaryExitFile,
} from '@vmslot/proto/boinc';
import { SlotDirectory } from './slot-directory.ts';

let path: string;
let slot: SlotDirectory;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'vmslot-slot-'));
  slot = new SlotDirectory(path);
});

afterEach(() => rm(path, { recursive: true, force: true }));

const text = formatInitData({ ...DEFAULT_INIT_DATA, appName: 'demo', clientPid: 417 });
const write = (content: string | Uint8Array): Promise<void> =>
  writeFile(join(path, 'init_data.xml'), content);

describe('init data', () => {
  test('is read; without it there is no client', async () => {
    expect(await slot.readInitData()).toBeUndefined();
    await write(text);
    expect(await slot.readInitData()).toMatchObject({ appName: 'demo', clientPid: 417 });
  });

  test.each([
    ['empty', ''],
    ['cut off', text.slice(0, -20)],
    ['half', text.slice(0, text.length / 2)],
    ['of another kind', '<html><body>404</body></html>'],
    ['noise', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)],
    ['zeros, as after a power cut', new Uint8Array(4096)],
  ])('that is %s is refused with one line', async (_name, content) => {
    await write(content);
    const error = await slot.readInitData().catch((caught: unknown) => caught as Error);
    expect(error).toMatchObject({ name: 'BoincError', code: 'init_data_unusable' });
    const { message } = error as Error;
    expect(message.startsWith(join(path, 'init_data.xml'))).toBe(true);
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(400);
  });

  test('that is absurdly large is not read', async () => {
    await write('');
    await truncate(join(path, 'init_data.xml'), MAX_INIT_DATA_BYTES + 1);
    await expect(slot.readInitData()).rejects.toMatchObject({
      code: 'init_data_unusable',
      message: expect.stringContaining(`${MAX_INIT_DATA_BYTES + 1} bytes`),
    });
  });

  test('that is a directory or a pipe is refused, and not waited for', async () => {
    await mkdir(join(path, 'init_data.xml'));
    await expect(slot.readInitData()).rejects.toMatchObject({ code: 'init_data_unusable' });
    await rm(join(path, 'init_data.xml'), { recursive: true });
    execFileSync('mkfifo', [join(path, 'init_data.xml')]);
    await expect(slot.readInitData()).rejects.toMatchObject({ code: 'init_data_unusable' });
  });
});

test('stale ends are removed and named, nothing else is touched', async () => {
  for (const name of ['boinc_finish_called', 'boinc_temporary_exit', 'boinc_task_state.xml']) {
    await writeFile(join(path, name), '0\n');
  }
  expect(await slot.removeStaleEnds()).toEqual(['boinc_finish_called', 'boinc_temporary_exit']);
  expect(await readdir(path)).toEqual(['boinc_task_state.xml']);
  expect(await slot.removeStaleEnds()).toEqual([]);
});

test('a stale end that is no file is told in one line', async () => {
  await mkdir(join(path, 'boinc_finish_called'));
  await expect(slot.removeStaleEnds()).rejects.toMatchObject({
    code: 'slot_file_unusable',
    message: expect.stringContaining(join(path, 'boinc_finish_called')),
  });
});

test('a finish file is read by the client as it was meant', async () => {
  const file = join(path, 'boinc_finish_called');
  await slot.writeFinish({ exitCode: 0 });
  expect(parseFinishFile(await readFile(file, 'utf8'))).toEqual({ exitCode: 0 });
  await slot.writeFinish({ exitCode: 30, message: 'two\nlines', isNotice: false });
  expect(parseFinishFile(await readFile(file, 'utf8'))).toEqual({
    exitCode: 30,
    message: 'two lines',
    isNotice: false,
  });
  expect(await readdir(path)).toEqual(['boinc_finish_called']);
});

test.each(['no hypervisor', '', 'two\nlines', 'ü'.repeat(1000)])(
  'a temporary exit for %j is read by the client as one',
  async (reason) => {
    await slot.writeTemporaryExit({ delayS: 60, reason, isNotice: false });
    const content = await readFile(join(path, 'boinc_temporary_exit'), 'utf8');
    const found = parseTemporaryExitFile(content);
    expect(found).toMatchObject({ delayS: 60, isNotice: false });
    expect(reason.replaceAll('\n', ' ').startsWith(found?.reason ?? '-')).toBe(true);
  },
);
