import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RuntimeClientEvents } from '../boinc/index.ts';
import type { RunningJob } from '../bridge.ts';
import type { JobError } from '../outcome.ts';
import type { ClientSession } from './client-session.ts';
import { DeliveredMessages } from './delivered-messages.ts';
import {
  MAX_PAUSE_LINES,
  MAX_TRICKLE_DOWN_BYTES,
  QUIT_SAVE_TIMEOUT_MS,
  TaskWishes,
} from './task-wishes.ts';

let slot: string;
let lines: string[];
let demands: unknown[];
let ends: JobError[];
let saves: AbortSignal[];
let delivered: string[];
let runtime: EventEmitter<RuntimeClientEvents>;
let process: AbortController;
/** What saving and delivering do. */
let save: (signal: AbortSignal) => Promise<boolean>;
let deliver: (name: string) => Promise<void>;
let reread: () => Promise<void>;
/** How often the orders for programs were asked to go out, and told of new facts. */
let pumpCount: number;
let factsCount: number;
let version: { majorVersion: number; minorVersion: number } | undefined;
let wishes: TaskWishes;
/** Directory of messages that were delivered, and checkpoints, by their numbers. */
let keptDirectory: string;
let messages: DeliveredMessages;
let startedFrom: number | undefined;
let begunNumber: number;

beforeEach(async () => {
  slot = await mkdtemp(join(tmpdir(), 'vmslot-wishes-'));
  [lines, demands, ends, saves, delivered] = [[], [], [], [], []];
  runtime = newRuntime();
  process = new AbortController();
  save = async () => true;
  deliver = async () => undefined;
  [pumpCount, factsCount] = [0, 0];
  reread = async () => {
    throw new Error('cut off');
  };
  version = { majorVersion: 8, minorVersion: 2 };
  keptDirectory = await mkdtemp(join(tmpdir(), 'vmslot-kept-'));
  messages = await DeliveredMessages.open(keptDirectory);
  [startedFrom, begunNumber] = [0, 0];
  wishes = make();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await wishes.close();
  await rm(slot, { recursive: true, force: true });
  await rm(keptDirectory, { recursive: true, force: true });
});

function newRuntime(): EventEmitter<RuntimeClientEvents> {
  return Object.assign(new EventEmitter<RuntimeClientEvents>(), {
    noticeTrickle: () => void lines.push('notice'),
  });
}

function make(): TaskWishes {
  const log = (text: string) => void lines.push(text);
  const reporter = { log, warning: (_phase: string, text: string) => log(`warning: ${text}`) };
  const session = {
    get initData() {
      return version;
    },
    directory: { path: slot },
    reporter,
    attached: { runtime, outbox: { pump: async () => false }, reporter, delivered: messages },
    observer: {
      get startedFrom() {
        return startedFrom;
      },
    },
    reread: () => reread(),
  } as unknown as ClientSession;
  const running = {
    control: { want: (change: unknown) => void demands.push(change) },
    save: ({ signal }: { signal: AbortSignal }) => {
      saves.push(signal);
      return save(signal);
    },
    deliver: async (name: string) => {
      await deliver(name);
      delivered.push(name);
      return begunNumber;
    },
  } as unknown as RunningJob;
  const end = (reason: JobError) => void ends.push(reason);
  const orders = {
    pump: async () => void (pumpCount += 1),
    factsChanged: () => void (factsCount += 1),
  };
  return new TaskWishes({ session, running, orders, signal: process.signal, end });
}

const codes = () => ends.map(({ code }) => code);
const ticked = async (count = 1): Promise<void> => {
  for (let index = 0; index < count; index += 1) runtime.emit('tick');
  await wishes.close();
};

describe('leaving', () => {
  test.each([
    ['quit', 'quit'],
    ['clientGone', 'client-gone'],
  ] as const)('%s saves, and only then ends the job', async (event, wish) => {
    const saved = Promise.withResolvers<boolean>();
    save = () => saved.promise;
    runtime.emit(event);
    expect(wishes.wish).toBe(wish);
    expect(saves).toHaveLength(1);
    expect(ends).toEqual([]);
    saved.resolve(true);
    await vi.waitFor(() => expect(codes()).toEqual(['terminated']));
    expect(lines).toHaveLength(1);
  });

  test('so does the process’s end, also where it came before', async () => {
    process.abort();
    await vi.waitFor(() => expect(codes()).toEqual(['terminated']));
    expect(wishes.wish).toBe('signal');
    await wishes.close();
    wishes = make();
    await vi.waitFor(() => expect(codes()).toEqual(['terminated', 'terminated']));
    expect(saves).toHaveLength(2);
  });

  test('what cannot be saved is told, and the job ends all the same', async () => {
    save = async () => false;
    runtime.emit('quit');
    await vi.waitFor(() => expect(codes()).toEqual(['terminated']));
    expect(lines.at(-1)).toContain('the last checkpoint stays');
  });

  test('only the first wish counts', async () => {
    runtime.emit('quit');
    runtime.emit('quit');
    runtime.emit('clientGone');
    process.abort();
    await vi.waitFor(() => expect(codes()).toEqual(['terminated']));
    expect(saves).toHaveLength(1);
    expect(wishes.wish).toBe('quit');
  });

  test('but an abort overtakes it, at once and without saving', () => {
    save = () => new Promise(() => undefined);
    runtime.emit('quit');
    runtime.emit('abort');
    expect(codes()).toEqual(['aborted']);
    expect(wishes.wish).toBe('abort');
    runtime.emit('quit');
    expect(wishes.wish).toBe('abort');
    expect(saves).toHaveLength(1);
  });

  test('an abort alone saves nothing', () => {
    runtime.emit('abort');
    expect(codes()).toEqual(['aborted']);
    expect(saves).toEqual([]);
  });

  test.each([
    [{ majorVersion: 7, minorVersion: 6 }, QUIT_SAVE_TIMEOUT_MS.before78],
    [{ majorVersion: 6, minorVersion: 12 }, QUIT_SAVE_TIMEOUT_MS.before78],
    [{ majorVersion: 7, minorVersion: 8 }, QUIT_SAVE_TIMEOUT_MS.later],
    [{ majorVersion: 8, minorVersion: 2 }, QUIT_SAVE_TIMEOUT_MS.later],
    [undefined, QUIT_SAVE_TIMEOUT_MS.later],
  ])('a save that hangs is given up: a client %j leaves %d ms', async (client, limitMs) => {
    version = client;
    save = () => new Promise(() => undefined);
    const limit = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
    runtime.emit('quit');
    expect(timeout).toHaveBeenCalledExactlyOnceWith(limitMs);
    expect(saves).toEqual([limit.signal]);
    expect(ends).toEqual([]);
    limit.abort();
    await vi.waitFor(() => expect(codes()).toEqual(['terminated']));
    expect(lines.at(-1)).toContain('nothing more is saved');
  });
});

describe('the machine and its network', () => {
  test('follow the client', () => {
    runtime.emit('machine', { paused: true, duty: 1 });
    runtime.emit('network', true);
    runtime.emit('machine', { paused: false, duty: 0.5 });
    expect(demands).toEqual([
      { paused: true, duty: 1 },
      { networkUp: false },
      { paused: false, duty: 0.5 },
    ]);
    expect(lines.join('\n')).toMatch(/suspended.*\n.*suspends network.*\n.*at most 50 %/);
  });

  test('may change every second for days: the log stays short', () => {
    for (let index = 0; index < 10 * MAX_PAUSE_LINES; index += 1) {
      runtime.emit('machine', { paused: index % 2 === 0, duty: 1 });
    }
    expect(lines).toHaveLength(MAX_PAUSE_LINES);
    expect(lines.at(-1)).toContain('no more lines');
    expect(demands).toHaveLength(10 * MAX_PAUSE_LINES);
  });
});

test('programs are told the news once a second, and new preferences are news', async () => {
  reread = async () => undefined;
  runtime.emit('reread');
  await vi.waitFor(() => expect(factsCount).toBe(1));
  await ticked(3);
  expect(pumpCount).toBe(3);
});

test('preferences that cannot be read are a line', async () => {
  runtime.emit('reread');
  await vi.waitFor(() => expect(lines).toEqual(['warning: new preferences are not used: cut off']));
  expect(factsCount).toBe(0);
});

describe('what the project’s server sends', () => {
  const NAME = 'trickle_down_1';

  test('is not looked for without a notice', async () => {
    await writeFile(join(slot, NAME), 'text');
    await ticked();
    expect(delivered).toEqual([]);
  });

  test('is delivered in order and goes from the client’s directory', async () => {
    for (const name of ['trickle_down_2', NAME, 'other']) await writeFile(join(slot, name), 'text');
    runtime.emit('trickleDown');
    await ticked(2);
    expect(delivered).toEqual([NAME, 'trickle_down_2']);
    expect(await readdir(slot)).toEqual(['other']);
  });

  test('is tried again until it works, and deleted only then', async () => {
    let failures = 3;
    deliver = async () => {
      if (failures-- > 0) throw new Error('not yet');
    };
    await writeFile(join(slot, NAME), 'text');
    runtime.emit('trickleDown');
    await ticked(3);
    expect(delivered).toEqual([]);
    expect(await readdir(slot)).toEqual([NAME]);
    await ticked(3);
    expect(delivered).toEqual([NAME]);
    expect(await readdir(slot)).toEqual([]);
    expect(lines).toEqual([]);
  });

  test('is dropped where it is too large, which is told once', async () => {
    await writeFile(join(slot, NAME), '');
    await truncate(join(slot, NAME), MAX_TRICKLE_DOWN_BYTES + 1);
    runtime.emit('trickleDown');
    await ticked(3);
    expect(delivered).toEqual([]);
    expect(await readdir(slot)).toEqual([]);
    expect(lines).toEqual([
      `warning: ${NAME} is dropped: it has ${MAX_TRICKLE_DOWN_BYTES + 1} bytes`,
    ]);
  });

  test('holds nobody where it is no file, which is told once', async () => {
    await mkdir(join(slot, NAME));
    await writeFile(join(slot, 'trickle_down_2'), 'text');
    runtime.emit('trickleDown');
    await ticked(3);
    expect(delivered).toEqual(['trickle_down_2']);
    expect(lines).toEqual([`warning: ${NAME} is passed over: it is no file`]);
  });

  test('is delivered again, before anything new, to a machine that went back to a checkpoint', async () => {
    begunNumber = 2;
    for (const name of [NAME, 'trickle_down_2']) await writeFile(join(slot, name), 'text');
    runtime.emit('trickleDown');
    await ticked();
    await wishes.close();
    messages = await DeliveredMessages.open(keptDirectory);
    [startedFrom, delivered, lines] = [undefined, [], []];
    runtime = newRuntime();
    wishes = make();
    await writeFile(join(slot, 'trickle_down_0'), 'text');
    runtime.emit('trickleDown');
    await ticked();
    expect(delivered, 'nobody knows yet where it goes on').toEqual([]);
    startedFrom = 2;
    await ticked();
    expect(delivered).toEqual([NAME, 'trickle_down_2', 'trickle_down_0']);
    expect(lines).toHaveLength(2);
    await ticked();
    expect(delivered).toHaveLength(3);
  });

  test('is not delivered again where the checkpoint has it in it', async () => {
    begunNumber = 2;
    await writeFile(join(slot, NAME), 'text');
    runtime.emit('trickleDown');
    await ticked();
    delivered = [];
    startedFrom = 3;
    runtime = newRuntime();
    wishes = make();
    await ticked();
    expect(delivered).toEqual([]);
  });
});
