import { createHash } from 'node:crypto';
import { parseFinishFile } from '@vmslot/proto/boinc';
import { describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../host-bridge/src/checkpoint/index.ts';
import { checkLedger } from './loss-job.ts';
import { MAX_ROUNDS_WITHOUT_CHECKPOINT, planLosses } from './loss-plan.ts';
import { problemsOfLife, reportedIn, type LossLifeFacts } from './loss-problems.ts';

const listed = [30, 20, 10].map((cpuTimeS): Pick<Checkpoint, 'tag' | 'figures'> => ({
  tag: `checkpoint-${cpuTimeS / 10}`,
  figures: {
    cpuTimeMs: cpuTimeS * 1000,
    guestCpuTimeMs: 0,
    runtimeMs: 0,
    fractionDone: cpuTimeS / 1000,
  },
})) as Checkpoint[];

const GOOD: LossLifeFacts = {
  reported: [10, 20, 30].map((cpuTimeS) => ({ cpuTimeS, fractionDone: cpuTimeS / 1000 })),
  listed,
  statuses: [{ currentCpuTimeS: 31, checkpointCpuTimeS: 30, fractionDone: 0.031 }],
  log: 'prepare going on from checkpoint-3 of 2026',
  end: {
    exitCode: 0,
    signal: undefined,
    endedAtMs: 0,
    left: [],
    finish: undefined,
    temporaryExit: { delayS: 1, reason: 'run: the machine stopped', isNotice: false },
  },
  isKilled: false,
  printed: 'step 1\nstep 2\nste',
};

const BAD: readonly (readonly [string, Partial<LossLifeFacts>, RegExp])[] = [
  ['an older one', { log: 'going on from checkpoint-1 of 2026' }, /older than the last but one/],
  ['one of no file', { log: 'going on from checkpoint-9 of 2026' }, /was not in the file/],
  ['no checkpoint', { log: 'prepare registered VM abc' }, /from zero/],
  [
    'progress that falls back',
    { statuses: [{ currentCpuTimeS: 30, checkpointCpuTimeS: 30, fractionDone: 0.019 }] },
    /fell back/,
  ],
  [
    'a checkpoint that is no more',
    { statuses: [{ currentCpuTimeS: 30, checkpointCpuTimeS: 20, fractionDone: 0.03 }] },
    /took a reported checkpoint back/,
  ],
  ['a step that is done twice', { printed: 'step 1\nstep 2\nstep 2\n' }, /out of order: step 2/],
  ['an error', { end: { ...GOOD.end, exitCode: 22 } }, /exit status 22/],
  [
    'an end of the task',
    { end: { ...GOOD.end, finish: parseFinishFile('0\n') } },
    /an end of the task/,
  ],
];

describe('the judge of the loss test', () => {
  test('finds nothing wrong with the last checkpoint or the last but one', () => {
    expect(problemsOfLife(GOOD)).toEqual([]);
    expect(problemsOfLife({ ...GOOD, log: 'going on from checkpoint-2 of 2026' })).toEqual([]);
  });

  test.each(BAD)('finds %s', (_what, change, problem) => {
    expect(problemsOfLife({ ...GOOD, ...change }).join('\n')).toMatch(problem);
  });

  test('counts each change of the reported CPU time as a checkpoint', () => {
    const statuses = [30, 30, 40, 40, 50].map((checkpointCpuTimeS) => ({
      currentCpuTimeS: 60,
      checkpointCpuTimeS,
      fractionDone: 0.5,
    }));
    const found = reportedIn(statuses, GOOD.reported).map(({ cpuTimeS }) => cpuTimeS);
    expect(found).toEqual([40, 50]);
  });

  test('finds a step of the ledger that is missing, comes twice or is cut off', () => {
    let hash = '0';
    const lines = [1, 2, 3].map((step) => {
      hash = createHash('sha256').update(`${hash} ${step}\n`).digest('hex');
      return `${step} ${hash}\n`;
    });
    expect(checkLedger(lines.join(''))).toBe(3);
    const [first, second, third] = lines;
    for (const wrong of [
      [first, third],
      [first, second, second],
      [first, 'x'],
    ]) {
      expect(() => checkLedger(wrong.join(''))).toThrow(/ledger/);
    }
  });
});

test('a plan has each fault at each moment, and never so many in a row that the task must fail', () => {
  const plan = planLosses(30);
  expect(plan).toEqual(planLosses(30));
  expect(new Set(plan.map(({ fault, moment }) => `${fault} ${moment}`)).size).toBe(14);
  let withoutCheckpoint = 0;
  for (const { moment } of planLosses(1_000, { seed: 1 })) {
    withoutCheckpoint = moment === 'run' ? 0 : withoutCheckpoint + 1;
    expect(withoutCheckpoint).toBeLessThanOrEqual(MAX_ROUNDS_WITHOUT_CHECKPOINT);
  }
  expect(planLosses(100, { canFillDisk: false }).map(({ fault }) => fault)).not.toContain(
    'fill-disk',
  );
});
