import { describe, expect, test } from 'vitest';
import { isReport, useFakeBoincProbe } from './use-fake-boinc-probe.ts';

const scene = useFakeBoincProbe();

describe('what the program says', () => {
  test.each([
    ['fraction 0.25', { fractionDone: 0.25 }],
    ['fraction -1', { fractionDone: 0 }],
    ['fraction 1e300', { fractionDone: 1 }],
    ['fraction inf', { fractionDone: 1 }],
    ['fraction nan', { fractionDone: undefined }],
    ['ops 1e15 7', { floatingPointOperations: 1e15, integerOperations: 7 }],
    ['ops nan -1', { floatingPointOperations: undefined, integerOperations: undefined }],
    ['speed 2e9 3e9', { floatingPointSpeed: 2e9, integerSpeed: 3e9 }],
    ['credit 200', { floatingPointOperations: 86_400e9, integerOperations: 0 }],
    ['url http://localhost:80/\u0007x', { webGraphicsUrl: 'http://localhost:80/ x' }],
    ['desktop localhost:5900', { remoteDesktopAddress: 'localhost:5900' }],
    ['need-network', { needsNetwork: true }],
    ['begin', { inCriticalSection: true }],
    ['report 5 0 0.75', { fractionDone: 0.75 }],
    ['signal fraction 0.5', { fractionDone: 0.5 }],
  ])('%s', async (line, expected) => {
    // Before, so that the first report has it.
    await scene.probe.ask(line);
    expect(await scene.probe.ask('init')).toBe('0');
    await scene.agent.next('Report', isReport(expected));
  });

  test('before boinc_init it is kept for later', async () => {
    expect(await scene.probe.ask('get-fraction')).toBe('-1');
    expect(await scene.probe.ask('fraction 0.5')).toBe('0');
    expect(await scene.probe.ask('time-to-checkpoint')).toBe('0');
    expect(await scene.probe.ask('init')).toBe('0');
    await scene.agent.next('Report', isReport({ fractionDone: 0.5 }));
  });

  test('calls and critical sections by the hundred thousand cause no report of their own', async () => {
    await scene.probe.ask('init');
    await scene.agent.next('Report');
    await scene.probe.ask('many 1000000');
    await scene.probe.ask('sections 100000');
    await scene.probe.ask('fraction 0.625');
    await scene.agent.next('Report', isReport({ fractionDone: 0.625, inCriticalSection: false }));
    expect(scene.agent.calls.length).toBeLessThan(100);
  });

  test('a child of a fork says nothing, and its calls come back', async () => {
    await scene.probe.ask('init');
    for (const line of ['fraction 0.9', 'begin', 'completed', 'trickle a b', 'upload x', 'parse']) {
      expect(await scene.probe.ask(`fork ${line}`)).toMatch(/^(0|done|-10[38]) child 7$/);
    }
    expect(await scene.probe.ask('fork finish 3')).toBe('child 3');
    expect(await scene.probe.ask('fork standalone')).toBe('1 child 7');
    await scene.probe.ask('fraction 0.5');
    await scene.agent.next('Report', isReport({ fractionDone: 0.5 }));
    expect(new Set(scene.agent.calls.map(({ method }) => method))).toEqual(
      new Set(['Join', 'Report']),
    );
    expect(scene.agent.calls.some(({ request }) => isReport({ fractionDone: 0.9 })(request))).toBe(
      false,
    );
  });

  test('a wrapper tells what it has said, and not what it has not', async () => {
    await scene.probe.ask('init wrapper');
    await scene.probe.ask('fraction 0.5');
    await scene.agent.next('Report', isReport({ fractionDone: undefined }));
    await scene.probe.ask('report 9 0 0.125');
    await scene.agent.next('Report', isReport({ fractionDone: 0.125 }));
    await scene.probe.ask('report 9 8.5 0.25');
    await scene.agent.next('Checkpoint', isReport({ fractionDone: 0.25 }));
  });
});

describe('checkpoints', () => {
  test('are due after the period, in a critical section, and are told at once', async () => {
    scene.agent.answers.set('Join', { checkpointPeriodMs: 5_000 });
    await scene.probe.ask('init');
    expect(await scene.probe.ask('time-to-checkpoint')).toBe('0');
    while ((await scene.probe.ask('time-to-checkpoint')) !== '1') await scene.agent.next('Report');
    await scene.agent.next('Report', isReport({ inCriticalSection: true }));
    expect(await scene.probe.ask('completed')).toBe('0');
    await scene.agent.next('Checkpoint', isReport({ inCriticalSection: false }));
    expect(await scene.probe.ask('time-to-checkpoint')).toBe('0');
  });

  test('one whose reply was lost is told again as the same one', async () => {
    await scene.probe.ask('init');
    await scene.agent.next('Report');
    await scene.probe.ask('completed');
    const first = await scene.agent.next('Checkpoint');
    expect(first.request).toMatchObject({
      lifeId: expect.stringMatching(/^[\da-f]{32}$/),
      count: 1,
    });
    scene.agent.answers.set('Checkpoint', 500);
    await scene.probe.ask('completed');
    await scene.agent.next('Checkpoint');
    scene.agent.answers.delete('Checkpoint');
    const { request } = await scene.agent.next('Checkpoint');
    expect(request).toMatchObject({ lifeId: first.request['lifeId'], count: 2 });
    await using next = scene.startAnother();
    await next.ask('init helper');
    await next.ask('completed');
    const other = await scene.agent.next('Checkpoint');
    expect(other.request['count']).toBe(1);
    expect(other.request['lifeId']).not.toBe(first.request['lifeId']);
  });

  test('one right before the end is told, by whatever way it ends', async () => {
    await scene.probe.ask('init');
    await scene.agent.next('Report');
    await scene.probe.ask('completed');
    const { code } = await scene.probe.end('exit 5');
    expect(code).toBe(5);
    await scene.agent.next('Checkpoint');
  });
});
