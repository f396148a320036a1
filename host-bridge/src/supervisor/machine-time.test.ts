import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { MachineTime, MIN_COUNTED_SHARE } from './machine-time.ts';

const PID = 7;

/** A machine whose only thread has waited for a CPU as long as the test says. */
function machine() {
  const control = { standsStill: false, cpuShare: 1 };
  const host = { waitedMs: 500, isStopped: false };
  const time = new MachineTime({
    control,
    pid: () => PID,
    readDelays: (asked) => new Map([[`${asked}/1`, host.waitedMs]]),
    isStopped: () => host.isStopped,
  });
  time.count(0);
  return { control, host, time };
}

describe('time of a machine', () => {
  test('is the time that passes', () => {
    expect(machine().time.count(1_000)).toEqual({ countedMs: 1_000, state: 'runs' });
    const unknown = new MachineTime({
      control: { standsStill: false, cpuShare: 1 },
      pid: () => undefined,
    });
    expect(unknown.count(1_000)).toEqual({ countedMs: 1_000, state: 'runs' });
  });

  test('is what the host let it have, and never less than a small part', () => {
    const { host, time } = machine();
    host.waitedMs += 700;
    expect(time.count(1_000).countedMs).toBe(300);
    expect(time.count(1_000).countedMs).toBe(1_000);
    host.waitedMs += 5_000;
    expect(time.count(1_000).countedMs).toBe(1_000 * MIN_COUNTED_SHARE);
  });

  test('is its share where its CPU time is limited, however the process is found then', () => {
    const { control, host, time } = machine();
    control.cpuShare = 0.25;
    host.isStopped = true;
    expect(time.count(1_000)).toEqual({ countedMs: 250, state: 'runs' });
    control.cpuShare = 0.01;
    expect(time.count(1_000).countedMs).toBe(1_000 * MIN_COUNTED_SHARE);
  });

  test('is none while it stands still, and what it waited then is forgotten', () => {
    const { control, host, time } = machine();
    control.standsStill = true;
    host.waitedMs += 900;
    expect(time.count(1_000)).toEqual({ countedMs: 0, state: 'still' });
    control.standsStill = false;
    expect(time.count(1_000)).toEqual({ countedMs: 1_000, state: 'runs' });
  });

  test('is none while somebody else has stopped its process', () => {
    const { host, time } = machine();
    host.isStopped = true;
    expect(time.count(1_000)).toEqual({ countedMs: 0, state: 'stopped' });
  });
});

test.runIf(process.platform === 'linux')('a process that is stopped for real is seen', async () => {
  const child = spawn('sleep', ['1000']);
  try {
    await once(child, 'spawn');
    const control = { standsStill: false, cpuShare: 1 };
    const time = new MachineTime({ control, pid: () => child.pid });
    expect(time.count(0).state).toBe('runs');
    child.kill('SIGSTOP');
    await expect.poll(() => time.count(1_000).state).toBe('stopped');
    child.kill('SIGCONT');
    await expect.poll(() => time.count(1_000).state).toBe('runs');
  } finally {
    child.kill('SIGKILL');
  }
});
