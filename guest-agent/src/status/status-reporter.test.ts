import { decodeStatus, STATUS_INTERVAL_MS, type GuestStatus } from '@vmslot/proto/status';
import { FakeClock } from '@vmslot/proto/testing';
import { describe, expect, test } from 'vitest';
import { MIN_STATUS_PAUSE_MS, StatusReporter } from './status-reporter.ts';

function reporter() {
  const clock = new FakeClock();
  const lines: string[] = [];
  const state = { link: 'down' as GuestStatus['link'], epoch: 0, taskCount: 0 };
  let closed = false;
  const subject = new StatusReporter({
    clock,
    view: () => state,
    sink: {
      write: (line) => lines.push(line),
      [Symbol.dispose]: () => {
        closed = true;
      },
    },
  });
  const statuses = () => lines.map((line) => decodeStatus(line.trimEnd()));
  return { clock, lines, state, subject, statuses, isClosed: () => closed };
}

describe('StatusReporter', () => {
  test('writes at once, and again after each interval, numbered', () => {
    const { clock, statuses, subject } = reporter();
    clock.advance(3 * STATUS_INTERVAL_MS);
    expect(statuses().map((status) => status?.sequence)).toEqual([1, 2, 3, 4]);
    expect(statuses().every((status) => (status?.uptimeMs ?? 0) > 0)).toBe(true);
    subject[Symbol.dispose]();
  });

  test('a change is told soon, many changes at once, and the interval begins anew', () => {
    const { clock, state, statuses, subject } = reporter();
    clock.advance(1000);
    Object.assign(state, { link: 'up', epoch: 0xabc });
    subject.changed();
    clock.advance(0);
    expect(statuses().at(-1)).toMatchObject({ sequence: 2, link: 'up', epoch: 0xabc });
    for (let taskCount = 1; taskCount <= 100; taskCount += 1) {
      state.taskCount = taskCount;
      subject.changed();
    }
    clock.advance(MIN_STATUS_PAUSE_MS - 1);
    expect(statuses()).toHaveLength(2);
    clock.advance(1);
    expect(statuses().at(-1)).toMatchObject({ sequence: 3, taskCount: 100 });
    clock.advance(STATUS_INTERVAL_MS - 1);
    expect(statuses()).toHaveLength(3);
    clock.advance(1);
    expect(statuses()).toHaveLength(4);
    subject[Symbol.dispose]();
  });

  test('a disposed one writes nothing more and closes its sink, once', () => {
    const { clock, lines, subject, isClosed } = reporter();
    subject[Symbol.dispose]();
    subject[Symbol.dispose]();
    subject.changed();
    clock.advance(10 * STATUS_INTERVAL_MS);
    expect(lines).toHaveLength(1);
    expect(isClosed()).toBe(true);
  });
});
