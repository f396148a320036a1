import { DEFAULT_INIT_DATA, HiddenText } from '@vmslot/proto/boinc';
import { expect, test } from 'vitest';
import { MAX_FACT_PREFERENCES_BYTES, MAX_FACT_TEXT_LENGTH, toAppFacts } from './to-app-facts.ts';

test('programs hear who they are and how often a checkpoint is wanted', () => {
  const facts = toAppFacts({
    ...DEFAULT_INIT_DATA,
    majorVersion: 7,
    minorVersion: 20,
    release: 5,
    appName: 'ecm',
    wuName: 'c180',
    resultName: 'c180_0',
    appVersion: 104,
    planClass: 'vm_64_mt',
    userName: 'Ann',
    wuCpuTimeS: 1.5,
    checkpointPeriodS: 60,
    ncpus: 2,
    projectPreferences: '<x>1</x>',
  });
  expect(facts).toMatchObject({
    clientMajorVersion: 7,
    clientMinorVersion: 20,
    clientRelease: 5,
    appName: 'ecm',
    wuName: 'c180',
    resultName: 'c180_0',
    appVersion: 104,
    planClass: 'vm_64_mt',
    userName: 'Ann',
    earlierCpuTimeMs: 1500,
    checkpointPeriodMs: 60_000,
    cpuCount: 2,
    projectPreferences: '<x>1</x>',
  });
});

test('nothing of them is the account key or a place on the host', () => {
  const facts = toAppFacts({
    ...DEFAULT_INIT_DATA,
    authenticator: new HiddenText('f00dfeed'),
    projectDir: '/var/lib/boinc/projects/x',
    boincDir: '/var/lib/boinc',
  });
  expect(JSON.stringify(facts)).not.toMatch(/f00dfeed|\/var\/lib/);
});

test('what the agent would refuse is cut, left out or made a number', () => {
  const facts = toAppFacts({
    ...DEFAULT_INIT_DATA,
    teamName: 'x'.repeat(1000),
    projectPreferences: 'é'.repeat(MAX_FACT_PREFERENCES_BYTES / 2 + 1),
    teamId: -1,
    rscMemoryBoundBytes: 1e300,
    userTotalCredit: Number.POSITIVE_INFINITY,
  });
  expect(facts).toMatchObject({
    teamName: 'x'.repeat(MAX_FACT_TEXT_LENGTH),
    projectPreferences: '',
    teamId: 0,
    memoryBoundBytes: Number.MAX_SAFE_INTEGER,
    userTotalCredit: 0,
  });
});
