import { MAX_INIT_DATA_TEXT_BYTES, parseInitData } from '@vmslot/proto/boinc';
import { expect, test } from 'vitest';
import { slotInitData } from './slot-init-data.ts';

const START = { slotDirectory: '/work', wuCpuTimeS: 90.5, shmKey: -1 };

test('a program is told what the host lets it know, of this slot, and no secret', () => {
  const facts = {
    appName: 'worker',
    resultName: 'wu_0',
    userName: 'A & B <c>',
    projectPreferences: '<a>1</a>\n',
    userId: 7,
    earlierCpuTimeMs: 1,
    earlierElapsedTimeMs: 120_000,
    checkpointPeriodMs: 300_000,
    cpuCount: 2,
    memoryBoundBytes: 5e8,
    clientMajorVersion: 7,
    clientMinorVersion: 20,
    clientRelease: 5,
  };
  const data = parseInitData(slotInitData(facts, START));
  expect(data).toMatchObject({
    majorVersion: 7,
    minorVersion: 20,
    release: 5,
    appName: 'worker',
    resultName: 'wu_0',
    userName: 'A & B <c>',
    userId: 7,
    projectDir: '/work',
    boincDir: '/work',
    shmKey: -1,
    slot: 0,
    clientPid: 1,
    wuCpuTimeS: 90.5,
    startingElapsedTimeS: 120,
    checkpointPeriodS: 300,
    ncpus: 2,
    rscMemoryBoundBytes: 5e8,
  });
  expect(data.projectPreferences).toContain('<a>1</a>');
  expect(slotInitData(facts, START)).not.toContain('<authenticator>');
});

test('without facts there is what a library needs', () => {
  const data = parseInitData(slotInitData({}, START));
  expect(data).toMatchObject({ majorVersion: 8, shmKey: -1, ncpus: 1, wuCpuTimeS: 90.5 });
});

test('what the document cannot hold is left out, and the rest is told', () => {
  const facts = {
    appName: 'worker',
    userName: 'a\nb',
    teamName: '&'.repeat(MAX_INIT_DATA_TEXT_BYTES),
    projectPreferences: '</project_preferences><authenticator>x</authenticator>',
    userId: 2 ** 40,
    appVersion: 2 ** 32 - 1,
    fpopsEstimate: 1e308,
  };
  const data = parseInitData(slotInitData(facts, START));
  expect(data).toMatchObject({
    appName: 'worker',
    userName: '',
    teamName: '',
    userId: 0,
    appVersion: 0,
    rscFpopsEst: 1e308,
  });
  expect(data.projectPreferences ?? '').toBe('');
});
