import { expect, test } from 'vitest';
import { formatAppStatus } from '@vmslot/proto/boinc';
import { ClientObserver, type ClientObserverOptions } from './client-observer.ts';
import { NOTHING_TOLD } from '../supervisor/job-figures.ts';

const FIGURES = {
  cpuTimeMs: 50_000,
  guestCpuTimeMs: 40_000,
  runtimeMs: 60_000,
  fractionDone: 0.5,
  floatingPointOperations: 0,
  integerOperations: 0,
  ...NOTHING_TOLD,
  residentBytes: 1,
};

function create(): ClientObserver {
  return new ClientObserver({
    initData: { wuCpuTimeS: 100, fractionDoneStart: 0.25, fractionDoneEnd: 0.75 },
    runtime: { report: () => undefined },
    ledger: { creditedRuntimeMs: 0 },
    partialCreditIntervalMs: 0,
  } as unknown as ClientObserverOptions);
}

test('CPU time never falls below what the client knows, progress is scaled', async () => {
  const observer = create();
  expect(observer.status).toEqual({ currentCpuTimeS: 100, checkpointCpuTimeS: 100 });
  await observer.figures(FIGURES);
  expect(observer.status).toMatchObject({
    currentCpuTimeS: 100,
    checkpointCpuTimeS: 100,
    fractionDone: 0.5,
  });
});

test('an early output is final before the client is asked to upload it, whatever is killed in between', async () => {
  const steps: string[] = [];
  const observer = new ClientObserver({
    initData: { wuCpuTimeS: 0, fractionDoneStart: 0, fractionDoneEnd: 1 },
    uploads: { request: async (name: string) => void steps.push(`request ${name}`) },
    ledger: { addOutput: async (source: string) => void steps.push(`final ${source}`) },
    runtime: { noticeUpload: () => steps.push('notice') },
    logicalNames: new Map([['/out/a', 'out.a']]),
  } as unknown as ClientObserverOptions);
  const output = {
    source: '/out/a',
    target: 'x',
    optional: false,
    intermediate: true,
    line: 1,
  } as const;
  await observer.uploadReady(output);
  expect(steps).toEqual(['final /out/a', 'request out.a', 'notice']);
});

test.each([5e-324, 1e-300, 1])(
  'a guest that claims absurd counts in %d ms makes a status',
  async (ms) => {
    const observer = create();
    await observer.figures({
      ...FIGURES,
      guestCpuTimeMs: ms,
      floatingPointOperations: Number.MAX_VALUE,
      integerOperations: Number.MAX_VALUE,
    });
    const text = formatAppStatus(observer.status);
    expect(text).toContain('<current_cpu_time>1.000000e+02</current_cpu_time>');
  },
);

test('a guest that floods the project with trickles is heard only so often', async () => {
  const texts: string[] = [];
  const lines: string[] = [];
  const observer = new ClientObserver({
    initData: { wuCpuTimeS: 0, fractionDoneStart: 0, fractionDoneEnd: 1 },
    reporter: { warning: (_phase: string, text: string) => lines.push(text) },
    outbox: { add: async (_variety: string, text: string) => texts.push(text) > 0 },
    ledger: {
      hasTrickle: () => false,
      hasRoom: (ordinal: number) => ordinal <= 2,
      addTrickle: async () => undefined,
    },
  } as unknown as ClientObserverOptions);
  for (const ordinal of [1, 2, 3]) {
    await observer.trickle({ ordinal, variety: 'v', text: String(ordinal) });
  }
  expect(texts).toEqual(['1', '2']);
  expect(lines).toEqual(['trickle 3 is dropped: the task has sent too many']);
});
