import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EndingLog } from './ending-log.ts';

let directory: string;
let path: string;
let isRequested: boolean;
let killCount: number;
let log: EndingLog<'reset'>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-log-'));
  path = join(directory, 'log');
  isRequested = false;
  killCount = 0;
  log = new EndingLog({
    path,
    readLine: (line) => (line === 'reset' || line === 'power-off' ? line : undefined),
    isRequested: () => isRequested,
    kill: () => {
      killCount += 1;
    },
  });
});

afterEach(() => rm(directory, { recursive: true }));

test('the first event counts, and ends the machine', async () => {
  await log.look();
  expect(log.event).toBeUndefined();
  await appendFile(path, 'something\nreset\npower-off\nreset\n');
  await Promise.all([log.look(), log.look()]);
  await log.look();
  expect([log.event, log.isGuests, killCount]).toEqual(['reset', true, 1]);
});

test('a machine that powers itself off is not ended a second time', async () => {
  await appendFile(path, 'power-off\nreset\n');
  await log.look();
  expect([log.event, log.isGuests, killCount]).toEqual(['power-off', true, 0]);
});

test('what comes after the end was asked for is not the guest’s', async () => {
  isRequested = true;
  await appendFile(path, 'reset\n');
  await log.look();
  expect([log.event, log.isGuests, killCount]).toEqual(['reset', false, 1]);
});
