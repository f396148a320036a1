import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobContext } from './job-context.ts';
import { JobFigures, type JobFiguresNow } from './job-figures.ts';
import { NO_OBSERVER } from './job-observer.ts';
import { runTask } from './run-task.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-run-task-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** A guest whose only task starts and ends well. */
function contextWith(outputs: readonly { readonly source: string }[]): JobContext {
  async function* run() {
    yield { event: { sequence: 1, started: {}, step: 0 } };
    yield {
      event: { sequence: 2, ended: { succeeded: true, status: { floatingPointOperations: 7 } } },
    };
  }
  return {
    job: {
      name: 'test',
      tasks: [{ name: 'a', arguments: [] }],
      outputs,
      trickleFiles: [],
      outputLimitBytes: 1000,
    },
    slot: { path: (name: string) => join(directory, name) },
    reporter: {
      phase: () => undefined,
      warning: () => undefined,
      appOutput: () => undefined,
      progress: () => undefined,
    },
    figures: new JobFigures({ cpuTimeMs: 0, guestCpuTimeMs: 0, runtimeMs: 0, fractionDone: 0 }),
    observer: NO_OBSERVER,
    signal: new AbortController().signal,
    taskId: 'job',
    takenOutputs: new Set(),
    session: {},
    client: { task: { run } },
  } as unknown as JobContext;
}

test('a checkpoint made after the end of the tasks goes on before it, so that it comes again', async () => {
  const context = contextWith([{ source: 'result' }]);
  await runTask(context);
  expect(context.ended?.succeeded).toBe(true);
  expect(context.progress?.position.lastSequence).toBe(1);
});

test('a guest with nothing to fetch may go as soon as its tasks have ended', async () => {
  const withOutput = contextWith([{ source: 'result' }]);
  await runTask(withOutput);
  expect(withOutput.guestIsDone).toBeUndefined();
  const without = contextWith([]);
  await runTask(without);
  expect(without.guestIsDone).toBe(true);
});

test('who watches has the last figures too, though nobody looks any more', async () => {
  const seen: JobFiguresNow[] = [];
  const observer = { ...NO_OBSERVER, figures: (figures: JobFiguresNow) => void seen.push(figures) };
  await runTask({ ...contextWith([]), observer });
  expect(seen.at(-1)?.floatingPointOperations).toBe(7);
});
