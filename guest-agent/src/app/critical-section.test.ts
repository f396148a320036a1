import { expect, test } from 'vitest';
import { CriticalSection } from './critical-section.ts';

/** Whether waiting for it would take time; it is not waited. */
async function isRespected(section: CriticalSection): Promise<boolean> {
  const probe = new AbortController();
  let isOver = false;
  const waiting = section.left(probe.signal).then(() => (isOver = true));
  await new Promise((resolve) => setImmediate(resolve));
  const wasOver = isOver;
  probe.abort();
  await waiting;
  return !wasOver;
}

test('one that is entered anew all the time, or never left, delays others for its time alone', async () => {
  let nowMs = 0;
  const section = new CriticalSection({ mostMs: 10_000, nowMs: () => nowMs });
  expect(await isRespected(section)).toBe(false);
  section.note(true);
  // Before anybody waits, its time does not run.
  nowMs = 60_000;
  expect(await isRespected(section)).toBe(true);
  // A second each, as a CPU limit asks for it.
  for (nowMs = 61_000; nowMs < 70_000; nowMs += 1000) {
    section.note(true);
    expect(await isRespected(section)).toBe(true);
  }
  expect(await isRespected(section)).toBe(false);
  nowMs = 1e9;
  expect(await isRespected(section)).toBe(false);
  section.note(false);
  expect(await isRespected(section)).toBe(false);
  section.note(true);
  expect(await isRespected(section)).toBe(true);
});

test('its end lets those go on who wait, though it begins anew at once', async () => {
  const section = new CriticalSection({ mostMs: 3_600_000 });
  section.note(true);
  const waiting = section.left();
  section.note(false);
  section.note(true);
  await waiting;
});
