import { expect, test } from 'vitest';
import { FakeClock } from './fake-clock.ts';

test('runs timers in the order in which they are due, also those set on the way', () => {
  const clock = new FakeClock();
  const ran: string[] = [];
  clock.setTimer(() => ran.push(`late ${clock.now()}`), 30);
  clock.setTimer(() => {
    ran.push(`early ${clock.now()}`);
    clock.setTimer(() => ran.push(`set on the way ${clock.now()}`), 5);
  }, 10);
  clock.advance(9);
  expect(ran).toEqual([]);
  clock.advance(21);
  expect(ran).toEqual(['early 10', 'set on the way 15', 'late 30']);
  expect(clock.now()).toBe(30);
  expect(clock.timerCount).toBe(0);
});

test('a cancelled timer does not run, and is gone', () => {
  const clock = new FakeClock();
  const timer = clock.setTimer(() => expect.unreachable(), 1);
  expect(clock.timerCount).toBe(1);
  timer.cancel();
  timer.cancel();
  expect(clock.timerCount).toBe(0);
  clock.advance(10);
});
