import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_FINISH_MESSAGE_BYTES } from '../app/index.ts';
import { readFinishFiles, removeFinishFiles } from './finish-files.ts';
import { collect, createStoreFixture, endOf, NEVER, shell } from './task-store-fixture.ts';

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'finish-files-'));
});
afterEach(async () => await rm(work, { recursive: true }));

test.each([
  ['boinc_temporary_exit', '30\nno licence\nnotice\n', [0, 'no licence', true, 30]],
  ['boinc_temporary_exit', '0\n\n\n', [0, '', false, 1]],
  ['boinc_temporary_exit', '-1\nx\n', [0, 'x', false, 300]],
  ['boinc_temporary_exit', '1e99\nx\n', [0, 'x', false, 300]],
  ['boinc_finish_called', '3\n', [3, '', false, 0]],
  ['boinc_finish_called', '-1\n\u001b[31mbad\u0007\nnotice\n', [255, '[31mbad', true, 0]],
  ['boinc_finish_called', '', [7, '', false, 0]],
  [
    'boinc_finish_called',
    `0\n${'ä'.repeat(5000)}\nnotice`,
    [0, 'ä'.repeat(Math.floor(MAX_FINISH_MESSAGE_BYTES / 2)), false, 0],
  ],
])('%s with %j is understood', async (name, content, expected) => {
  await mkdir(join(work, 'in'));
  await writeFile(join(work, 'in', name), content);
  const [exitCode, message, isNotice, retryAfterS] = expected;
  const found = await readFinishFiles({ workDirectory: work, cwd: 'in' }, 7);
  expect(found).toEqual({ exitCode, message, isNotice, retryAfterS });
});

test('what is no such file says nothing', async () => {
  const place = { workDirectory: work, cwd: '' };
  expect(await readFinishFiles(place, 0)).toBeUndefined();
  await writeFile(join(work, 'other'), '5\n');
  await symlink('other', join(work, 'boinc_finish_called'));
  await mkdir(join(work, 'boinc_temporary_exit'));
  expect(await readFinishFiles(place, 0)).toBeUndefined();
  // Nor does one of them keep the others from being deleted.
  await removeFinishFiles(place);
  await writeFile(join(work, 'boinc_finish_called'), '6\n');
  expect(await readFinishFiles(place, 0)).toMatchObject({ exitCode: 6 });
  await removeFinishFiles(place);
  expect(await readFinishFiles(place, 0)).toBeUndefined();
});

test('what a program has left counts for its step alone, and ends the task where it wants another try', async () => {
  await using fixture = await createStoreFixture();
  const steps = [
    shell('mkdir in; echo 0 > boinc_finish_called; echo 9 > in/boinc_temporary_exit'),
    shell('test ! -e ../boinc_finish_called', { cwd: 'in' }),
    shell('printf "60\\nlater\\n\\n" > boinc_temporary_exit', { cwd: 'in' }),
    shell('echo never'),
  ];
  const events = await collect(fixture.store.run({ taskId: 'left', steps }, NEVER));
  expect(
    events.flatMap(({ stepEnded }) => (stepEnded ? [stepEnded.finish?.retryAfterS] : [])),
  ).toEqual([0, undefined, 60]);
  expect(endOf(events)).toMatchObject({
    succeeded: false,
    step: 2,
    outcome: { exitCode: 0, finish: { message: 'later', retryAfterS: 60 } },
  });
});
