import { encodeStatus, type GuestStatus } from '@vmslot/proto/status';
import { describe, expect, test } from 'vitest';
import { describeLife, lookForLife } from './guest-life.ts';

const STATUS: GuestStatus = {
  sequence: 1,
  uptimeMs: 61_000,
  link: 'down',
  epoch: 0,
  taskCount: 1,
  delayMs: 4,
  busyPermille: 10,
};

/** A machine whose status port gives these, one a call. */
function machine(...reads: (string | Error)[]) {
  return {
    state: 'running' as const,
    readStatus: async () => {
      const next = reads.shift() ?? '';
      if (next instanceof Error) throw next;
      return Buffer.from(next);
    },
  };
}

const line = (sequence: number) => encodeStatus({ ...STATUS, sequence });
const look = { signal: new AbortController().signal, lookMs: 1 };

describe('lookForLife', () => {
  test('a guest that goes on writing lives', async () => {
    const life = await lookForLife(machine(line(1), line(2)), look);
    expect(life).toEqual({ kind: 'alive', status: { ...STATUS, sequence: 2 } });
    expect(describeLife(life)).toBe(
      '; the link is silent, but the guest lives: its agent says that it is up for 61 s, the link down, 1 task(s) running, 4 ms late',
    );
  });

  test('one that has stopped does not, nor one that writes garbage', async () => {
    for (const later of ['', 'garbage\n', line(2).slice(0, -1), 'x'.repeat(4096)]) {
      const life = await lookForLife(machine(line(1), later), look);
      expect(life).toEqual({ kind: 'silent' });
      expect(describeLife(life)).toContain('dead or hangs');
    }
  });

  test('nothing is said of one that never wrote, that cannot be asked, or that has no such port', async () => {
    const without = { state: 'running' as const };
    const paused = { ...machine(line(1)), state: 'paused' as const };
    const machines = [machine(''), machine(new Error('QMP')), machine(line(1), new Error('QMP'))];
    for (const each of [...machines, without, paused]) {
      const life = await lookForLife(each, look);
      expect(life).toEqual({ kind: 'unknown' });
      expect(describeLife(life)).toBe('');
    }
  });

  test('a look that is given up says nothing', async () => {
    const signal = AbortSignal.abort();
    expect(await lookForLife(machine(line(1), line(2)), { signal })).toEqual({ kind: 'unknown' });
  });
});
