import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EventLog } from './event-log.ts';
import type { JournalRecord } from './journal-record.ts';

test('an upload that is found twice is announced once, also by the next agent', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-log-'));
  const path = join(directory, 'journal');
  const announced: JournalRecord[] = [];
  for (let life = 0; life < 2; life += 1) {
    announced.length = 0;
    const log = await EventLog.recover(
      path,
      () => 0,
      (record) => announced.push(record),
    );
    for (let time = 0; time < 2; time += 1) {
      log.announceUpload(0, { file: 3 });
      log.announceUpload(0, { path: 'part' });
    }
    expect(log.lastSequence).toBe(2);
    await log.journal.close();
  }
  expect(announced).toMatchObject([{ file: 3 }, { path: 'part' }]);
  await rm(directory, { recursive: true });
});
