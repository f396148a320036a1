import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isReport, useFakeBoincProbe } from './use-fake-boinc-probe.ts';

const scene = useFakeBoincProbe();

describe('what the agent says', () => {
  test('facts', async () => {
    scene.agent.answers.set('Join', {
      appName: 'app',
      resultName: 'wu_0_0',
      appVersion: 104,
      earlierCpuTimeMs: 90_500,
      checkpointPeriodMs: 60_000,
      cpuCount: 2,
      projectPreferences: '<a>1</a>',
    });
    await scene.probe.ask('init');
    expect(await scene.probe.ask('facts')).toBe('0 app wu_0_0 104 90.5 60 2 <a>1</a>');
    expect(await scene.probe.ask('wu-cpu')).toBe('90');
    expect(await scene.probe.ask('standalone')).toBe('0');
    scene.agent.answers.set('Join', { appName: 'other' });
    expect(await scene.probe.ask('parse')).toBe('0');
    expect(await scene.probe.ask('facts')).toBe('0 other  0 0 0 0 none');
  });

  test('status', async () => {
    scene.agent.control = {
      suspended: true,
      networkSuspended: true,
      factsChanged: true,
      memoryBytes: 5e6,
      memoryLimitBytes: 7e9,
    };
    await scene.probe.ask('init');
    await scene.agent.next('Report');
    await scene.agent.next('Report');
    expect(await scene.probe.ask('status')).toBe('1 0 0 1 5e+06 7e+09 1');
    expect(await scene.probe.ask('poll')).toBe('1');
    await scene.probe.ask('clear-reread');
    await scene.agent.next('Report');
    await scene.agent.next('Report');
    expect(await scene.probe.ask('status')).toBe('1 0 0 0 5e+06 7e+09 1');
  });

  test('facts that another program of the task has asked for have changed all the same', async () => {
    scene.agent.answers.set('Join', { appName: 'app', planClass: 'mt', factsRevision: 3 });
    // Another one has called Join since, so the flag is down.
    scene.agent.control = { factsRevision: 3 };
    await scene.probe.ask('init');
    const rereads = async () => {
      await scene.agent.next('Report');
      await scene.agent.next('Report');
      return (await scene.probe.ask('status')).split(' ')[3];
    };
    expect(await rereads()).toBe('0');
    scene.agent.control = { factsRevision: 4 };
    expect(await rereads()).toBe('1');
    await scene.probe.ask('clear-reread');
    expect(await rereads()).toBe('0');
    scene.agent.control = { factsRevision: 5 };
    expect(await rereads()).toBe('1');
    await scene.probe.ask('clear-reread');
    scene.agent.answers.set('Join', { appName: 'app', factsRevision: 5 });
    await scene.probe.ask('parse');
    expect(await rereads()).toBe('0');
  });

  test.each([
    [{ quitRequested: true }, 0],
    [{ abortRequested: true }, 194],
    [{ quitRequested: true, abortRequested: true }, 0],
  ])('%j ends a program that acts by itself, without Finish', async (control, code) => {
    await scene.probe.ask('init');
    scene.agent.control = control;
    expect(await scene.probe.ended).toMatchObject({ code, signal: null });
    expect(readdirSync(scene.directory)).toEqual(['app']);
    expect(scene.agent.calls.some(({ method }) => method === 'Finish')).toBe(false);
  });

  test('a quit waits for the end of a critical section, and its checkpoint is told', async () => {
    await scene.probe.ask('init');
    await scene.probe.ask('begin');
    scene.agent.control = { quitRequested: true };
    await scene.agent.next('Report', isReport({ inCriticalSection: true }));
    await scene.agent.next('Report');
    await scene.agent.next('Report');
    expect(await scene.probe.ask('status')).toMatch(/^0 1 0/);
    expect(await scene.probe.end('completed')).toMatchObject({ code: 0 });
    await scene.agent.next('Checkpoint', isReport({ inCriticalSection: false }));
  });

  test('a program that does not act by itself goes on and knows', async () => {
    scene.agent.control = { abortRequested: true };
    await scene.probe.ask('init passive');
    await scene.agent.next('Report');
    await scene.agent.next('Report');
    expect(await scene.probe.ask('status')).toMatch(/^0 0 1/);
  });
});

describe('the end', () => {
  test('boinc_finish tells the last values and how it ends', async () => {
    await scene.probe.ask('init');
    const { code, stderr } = await scene.probe.end('finish 3');
    expect(code).toBe(3);
    expect(stderr).toContain('called boinc_finish(3)');
    await scene.agent.next('Report', isReport({ fractionDone: 1 }));
    expect((await scene.agent.next('Finish')).request).toEqual({ exitCode: 3 });
    expect(readdirSync(scene.directory)).toEqual(['app']);
  });

  test('with a message of any bytes and length', async () => {
    await scene.probe.ask('init');
    await scene.probe.end(`finish-message ${'ä'.repeat(600)}\u0001`);
    expect((await scene.agent.next('Finish')).request).toEqual({
      exitCode: 4,
      message: 'ä'.repeat(511),
      isNotice: true,
    });
  });

  test('from a signal handler', async () => {
    await scene.probe.ask('init');
    expect(await scene.probe.end('signal finish 2')).toMatchObject({ code: 2 });
    await scene.agent.next('Finish');
  });

  test('a temporary one', async () => {
    await scene.probe.ask('init');
    expect(await scene.probe.end('temporary no licence')).toMatchObject({ code: 0 });
    expect((await scene.agent.next('Finish')).request).toEqual({
      message: 'no licence',
      retryAfterS: 30,
    });
  });

  test('a helper program does not say how the task ends', async () => {
    await scene.probe.ask('init helper');
    expect(await scene.probe.end('finish 0')).toMatchObject({ code: 0 });
    await scene.agent.next('Report', isReport({ fractionDone: 1 }));
    expect(scene.agent.calls.some(({ method }) => method === 'Finish')).toBe(false);
  });

  test('before boinc_init it is only an end', async () => {
    expect(await scene.probe.end('finish 6')).toMatchObject({ code: 6 });
    expect(scene.agent.calls).toEqual([]);
  });
});
