import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatUploadStatusFile } from '@vmslot/proto/boinc';
import { UploadRequests } from './upload-requests.ts';

let slot: string;
let uploads: UploadRequests;

beforeEach(async () => {
  slot = await mkdtemp(join(tmpdir(), 'vmslot-uploads-'));
  uploads = new UploadRequests(slot);
});

afterEach(() => rm(slot, { recursive: true, force: true }));

test('a request is an empty file with the output’s logical name', async () => {
  await uploads.request('out 1.dat');
  await uploads.request('out 1.dat');
  expect(await readdir(slot)).toEqual(['boinc_ufr_out 1.dat']);
  expect(await readFile(join(slot, 'boinc_ufr_out 1.dat'), 'utf8')).toBe('');
});

test('the client, which looks at any time, never sees a request for another name', async () => {
  const seen = new Set<string>();
  const watcher = watch(slot, (_event, name) => seen.add(String(name)));
  await uploads.request('a');
  await uploads.request('b');
  // The last event tells that the earlier ones have come.
  while (!seen.has('boinc_ufr_b')) await new Promise((resolve) => setImmediate(resolve));
  watcher.close();
  expect([...seen].toSorted()).toEqual(['boinc_ufr_a', 'boinc_ufr_b']);
});

test.each(['', 'a/b', '../x', 'a\\b', 'a\0b', 'x'.repeat(201), 'ü'.repeat(150)])(
  'the name %j is refused with a line',
  async (name) => {
    await expect(uploads.request(name)).rejects.toMatchObject({ code: 'slot_file_unusable' });
    expect(await readdir(slot)).toEqual([]);
  },
);

test('a slot that cannot be written is told with a line', async () => {
  await rm(slot, { recursive: true });
  await expect(uploads.request('a')).rejects.toMatchObject({ code: 'slot_file_unusable' });
});

test('the client’s answer is read once it is there', async () => {
  expect(await uploads.status('out')).toBeUndefined();
  const file = join(slot, 'boinc_ufs_out');
  for (const status of [0, 1, -131]) {
    await writeFile(file, formatUploadStatusFile(status));
    expect(await uploads.status('out')).toBe(status);
  }
  for (const text of ['', '<stat', 'noise']) {
    await writeFile(file, text);
    expect(await uploads.status('out')).toBeUndefined();
  }
});
