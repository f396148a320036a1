import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { vmslot } from '@vmslot/proto/agent';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_WATCH_COUNT, watchFiles } from './watch-files.ts';
import { MAX_WAITING_CHANGES, WatchQueue } from './watch-queue.ts';

const { FileChangeKind } = vmslot.agent.v1;

let root: string;
let ending: AbortController;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vmslot-watch-'));
  ending = new AbortController();
});

afterEach(() => {
  ending.abort();
  rmSync(root, { recursive: true, force: true });
});

const watch = (path = root) => watchFiles({ path }, { signal: ending.signal });

/** Reads up to the first change of this kind and name. */
async function until(replies: AsyncGenerator, kind: number, name: string): Promise<void> {
  for (;;) {
    const { value, done } = (await replies.next()) as {
      value?: { change?: { kind: number; name: string } };
      done: boolean;
    };
    if (done) throw new Error(`the watch ended before ${name}`);
    if (value?.change?.kind === kind && value.change.name === name) return;
  }
}

describe('a watch', () => {
  test('says first that it stands, and misses nothing from then on', async () => {
    const replies = watch();
    expect((await replies.next()).value).toEqual({ ready: {} });
    // Made before anybody asks for the next reply.
    writeFileSync(join(root, 'file'), 'x');
    await until(replies, FileChangeKind.FILE_CHANGE_KIND_APPEARED, 'file');
    await replies.return(undefined);
  });

  test('tells several changes that nobody has read once', async () => {
    writeFileSync(join(root, 'file'), '');
    const replies = watch();
    await replies.next();
    for (let index = 0; index < 100; index += 1) writeFileSync(join(root, 'file'), String(index));
    writeFileSync(join(root, 'last'), '');
    const { value } = await replies.next();
    expect(value).toMatchObject({ change: { name: 'file', file: { sizeBytes: 2 } } });
    await until(replies, FileChangeKind.FILE_CHANGE_KIND_APPEARED, 'last');
    await replies.return(undefined);
  });

  test('tells that something was lost when more changes than it keeps', async () => {
    const replies = watch();
    await replies.next();
    for (let index = 0; index <= MAX_WAITING_CHANGES; index += 1) {
      writeFileSync(join(root, String(index)), '');
    }
    // The kernel gives them all in the next turn, while nobody reads.
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    await until(replies, FileChangeKind.FILE_CHANGE_KIND_LOST, '');
    // And is as good as before.
    rmSync(join(root, '7'));
    await until(replies, FileChangeKind.FILE_CHANGE_KIND_VANISHED, '7');
    await replies.return(undefined);
  }, 60_000);

  test('follows the directory when it is renamed, and ends when it is gone', async () => {
    const path = join(root, 'dir');
    mkdirSync(path);
    const replies = watch(path);
    await replies.next();
    renameSync(path, join(root, 'moved'));
    writeFileSync(join(root, 'moved/file'), '');
    await until(replies, FileChangeKind.FILE_CHANGE_KIND_APPEARED, 'file');
    rmSync(join(root, 'moved'), { recursive: true });
    await until(replies, FileChangeKind.FILE_CHANGE_KIND_VANISHED, '');
    expect((await replies.next()).done).toBe(true);
  });

  test('ends when its reader leaves, also while it waits', async () => {
    const replies = watch();
    await replies.next();
    const next = replies.next();
    ending.abort();
    await expect(next).rejects.toMatchObject({ code: 'canceled' });
  });

  test('is one of a limited number', async () => {
    const all = Array.from({ length: MAX_WATCH_COUNT }, () => watch());
    for (const each of all) await each.next();
    await expect(watch().next()).rejects.toMatchObject({ code: 'resource_exhausted' });
    for (const each of all) await each.return(undefined);
    const replies = watch();
    await replies.next();
    await replies.return(undefined);
  });
});

test('what waits is bounded, and a loss stands for all of it', () => {
  const queue = new WatchQueue();
  for (let index = 0; index < MAX_WAITING_CHANGES; index += 1) queue.add(String(index));
  expect(queue.takeLoss()).toBe(false);
  expect(queue.take()).toBe('0');
  queue.add('more');
  queue.add('one too many');
  expect(queue.take()).toBe(undefined);
  expect(queue.isEmpty).toBe(false);
  expect(queue.takeLoss()).toBe(true);
  expect(queue.isEmpty).toBe(true);
});
