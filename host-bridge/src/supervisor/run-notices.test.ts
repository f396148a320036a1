import { expect, test } from 'vitest';
import type { Job } from '../job/index.ts';
import { RunNotices } from './run-notices.ts';

function notices() {
  const told: string[] = [];
  const job = { tasks: [{ name: 'a' }, { name: 'b' }], trickleFiles: ['news', 'out/n'] };
  const take = (_phase: string, text: string): void => void told.push(text);
  const made = new RunNotices(job as unknown as Job, { phase: take, warning: take });
  return { told, made };
}

test('each task is told of once, however often the guest says that it started', () => {
  const { told, made } = notices();
  for (const step of [0, 0, 1, 0, 1]) made.started(step);
  expect(told).toEqual(['task 1 of 2: a', 'task 2 of 2: b']);
});

test('a refusal is told of once for each file and reason, and only of files of the job', () => {
  const { told, made } = notices();
  for (const path of ['news', '/etc/passwd', 'news', 'out/n', 'x'.repeat(1_000_000)]) {
    for (const reason of [1, 2, 1_000, 1_001]) made.refused({ path, reason });
  }
  expect(told).toEqual([
    'the agent refused the file "news": too_large',
    'the agent refused the file "news": not_regular',
    'the agent refused the file "news": for an unknown reason',
    'the agent refused the file "out/n": too_large',
    'the agent refused the file "out/n": not_regular',
    'the agent refused the file "out/n": for an unknown reason',
  ]);
});
