import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { endOrphan } from './end-orphan.ts';
import { processIdentity, type ProcessIdentity } from './process-identity.ts';

/** A process that only ends when it is killed, with a child where it leads a group of its own. */
async function start(detached: boolean) {
  const script = detached
    ? 'sleep 60 & echo; while :; do wait; sleep 60; done'
    : 'echo; exec sleep 60';
  const child = spawn('/bin/sh', ['-c', script], { detached, stdio: ['ignore', 'pipe', 'ignore'] });
  children.push({ child, detached });
  await once(child.stdout, 'data');
  return { child, me: (await processIdentity(child.pid ?? 0)) as ProcessIdentity };
}

const children: { readonly child: ChildProcess; readonly detached: boolean }[] = [];

afterEach(() => {
  for (const { child, detached } of children.splice(0)) {
    const isRunning = child.exitCode === null && child.signalCode === null;
    if (isRunning) process.kill((detached ? -1 : 1) * (child.pid ?? Number.NaN), 'SIGKILL');
  }
});

describe('endOrphan', () => {
  test.each([true, false])('ends that process, group of its own: %s', async (detached) => {
    const { child, me } = await start(detached);
    // The end of file comes when all that hold the output are gone, its children too.
    const closed = once(child, 'close');
    child.stdout?.resume();
    expect(await endOrphan(me)).toBe(true);
    await closed;
    expect(child.signalCode).toBe('SIGKILL');
    expect(await endOrphan(me)).toBe(true);
  });

  test('leaves another process of the same number alone', async () => {
    const { child, me } = await start(true);
    const [boot, ticks] = me.startedAt.split('-');
    for (const startedAt of [`${boot}-${Number(ticks) - 1}`, `00000000-${ticks}`]) {
      expect(await endOrphan({ ...me, startedAt })).toBe(true);
    }
    expect(await endOrphan({ ...me, startedAt: '' })).toBe(false);
    expect(child.exitCode ?? child.signalCode).toBeNull();
    expect(await processIdentity(me.pid)).toEqual(me);
  });

  test.each([0, 1, -1, 1.5, Number.NaN, process.pid])('never touches %d', async (pid) => {
    const me = await processIdentity(process.pid);
    expect(await endOrphan({ pid, startedAt: me?.startedAt ?? 'x' })).toBe(false);
  });

  test('does nothing when it is given up', async () => {
    const { me } = await start(true);
    expect(await endOrphan(me, { signal: AbortSignal.abort() })).toBe(false);
    expect(await processIdentity(me.pid)).toEqual(me);
  });
});
