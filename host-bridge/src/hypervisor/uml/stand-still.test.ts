import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readProcessStat } from '../../process/process-family.ts';
import { StandStill } from './stand-still.ts';

describe.runIf(process.platform === 'linux')('standing still', () => {
  let child: ChildProcess;
  let standStill: StandStill;
  const signals: string[] = [];

  beforeEach(() => {
    signals.length = 0;
    child = spawn('/bin/sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' });
    standStill = new StandStill({
      pid: child.pid as number,
      signal: (name) => {
        signals.push(name);
        child.kill(name);
      },
    });
  });

  afterEach(async () => {
    standStill.close();
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  const state = () => readProcessStat(child.pid as number)?.state;

  test('lasts as long as anybody wants it', async () => {
    await standStill.stop('pause');
    expect(state()).toBe('T');
    await standStill.stop('limit');
    await standStill.stop('limit');
    standStill.goOn('pause');
    expect(state()).toBe('T');
    standStill.goOn('limit');
    await expect.poll(state).not.toBe('T');
    standStill.goOn('limit');
    expect(signals).toEqual(['SIGSTOP', 'SIGCONT']);
  });

  test('can begin and end at once, many times', async () => {
    for (let round = 0; round < 100; round += 1) {
      const still = standStill.stop('limit');
      standStill.goOn('limit');
      await still;
    }
    await standStill.stop('pause');
    expect(state()).toBe('T');
  });

  test('is over when the process is', async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    await standStill.stop('pause');
    standStill.goOn('pause');
  });
});
