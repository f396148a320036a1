import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { vmslot } from '@vmslot/proto/agent';
import { vi } from 'vitest';
import { Cgroup, findCgroup2Mount } from '../cgroup/index.ts';
import { parseProcessStat, readProcessFile } from '../cgroup/process-table.ts';
import type { TaskEvent } from './event-reader.ts';
import { TaskStore, type TaskStoreOptions } from './task-store.ts';

// Real processes on a machine that others use as well: slowness is no failure.
vi.setConfig({ testTimeout: 120_000 });

type Step = vmslot.agent.v1.Step.$Properties;

/** A store in a directory and a control group of its own; for tests. Disposing removes all. */
export interface StoreFixture extends AsyncDisposable {
  readonly store: TaskStore;
  readonly directory: string;
  readonly cgroupRoot: string | null;
  /** Ends the store and makes another over the same directory. */
  reopen(options?: Partial<TaskStoreOptions>): Promise<TaskStore>;
}

/** Makes a store whose tasks run as `nobody` where the test runs as root. */
export async function createStoreFixture(
  options: Partial<TaskStoreOptions> = {},
): Promise<StoreFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-task-'));
  await chmod(directory, 0o711);
  const mount = await findCgroup2Mount();
  const hasGroups = mount !== undefined && options.cgroupRoot !== null;
  const cgroupRoot = hasGroups ? join(mount, basename(directory)) : null;
  const open = (more: Partial<TaskStoreOptions>) =>
    new TaskStore({
      stateDirectory: join(directory, 'state'),
      cgroupRoot,
      defaultUser: 'nobody',
      ...options,
      ...more,
    });
  let store = open({});
  return {
    get store() {
      return store;
    },
    directory,
    cgroupRoot,
    async reopen(more = {}) {
      await store[Symbol.asyncDispose]();
      store = open(more);
      return store;
    },
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      if (cgroupRoot !== null) {
        // A keeper ends just after it has told the end of its program.
        await new Cgroup(cgroupRoot).kill(10_000);
        await new Cgroup(cgroupRoot).remove();
      }
      // What has been ended may still be writing.
      await rm(directory, { recursive: true, maxRetries: 10 });
    },
  };
}

/** A step that runs a shell script. */
export function shell(script: string, more: Step = {}): Step {
  return { argv: ['/bin/sh', '-c', script], ...more };
}

/** A signal for readers that nobody ends. */
export const NEVER: AbortSignal = new AbortController().signal;

/** All events of a stream. */
export async function collect(events: AsyncIterable<TaskEvent>): Promise<TaskEvent[]> {
  const all: TaskEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** Reads up to the start of a step; gives the process id. */
export async function pidOf(events: AsyncIterator<TaskEvent, void>): Promise<number> {
  for (;;) {
    const { value } = await events.next();
    if (value === undefined) throw new Error('the step did not start');
    if (value.kind === 'started') return value.started.pid ?? 0;
  }
}

/** False for a process that has ended, whether or not its parent has asked. */
export function isAlive(pid: number): boolean {
  return parseProcessStat(readProcessFile(pid, 'stat') ?? '')?.alive ?? false;
}

/** Reads until the output has come that ends with this text. */
export async function readUntil(
  events: AsyncIterator<TaskEvent, void>,
  end: string,
): Promise<TaskEvent[]> {
  const seen: TaskEvent[] = [];
  for (;;) {
    const { value } = await events.next();
    if (value === undefined) throw new Error(`the task ended without "${end}"`);
    seen.push(value);
    if (
      value.kind === 'output' &&
      Buffer.from(value.output.data ?? [])
        .toString()
        .endsWith(end)
    ) {
      return seen;
    }
  }
}

/** The output in some events, in one string; fails where the offsets do not join. */
export function outputOf(events: readonly TaskEvent[], stream: 1 | 2 = 1): string {
  const next = new Map<number, number>();
  let text = '';
  for (const { kind, output, step = 0 } of events) {
    if (kind !== 'output' || Number(output?.stream) !== stream) continue;
    const data = output.data ?? new Uint8Array();
    if (output.offset !== (next.get(step) ?? 0)) {
      throw new Error(`output of step ${step} goes on at ${output.offset}`);
    }
    next.set(step, (output.offset ?? 0) + data.length);
    text += Buffer.from(data).toString('latin1');
  }
  return text;
}

/** How the task ended. */
export function endOf(events: readonly TaskEvent[]): vmslot.agent.v1.TaskEnded.$Properties {
  const last = events.at(-1);
  if (last?.kind !== 'ended') throw new Error(`the last event is ${last?.kind}`);
  return last.ended;
}
