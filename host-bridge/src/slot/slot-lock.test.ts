import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processIdentity } from '../process/process-identity.ts';
import { LOCK_FILE_PREFIX, SlotLock } from './slot-lock.ts';

// Real processes on a machine that others use as well: slowness is no failure.
vi.setConfig({ testTimeout: 30_000 });

const MODULE = new URL('./slot-lock.ts', import.meta.url).href;

/** Takes the slot as soon as a line comes, says how it went, and holds on until its input ends. */
const TAKER = `
  const { SlotLock } = await import(${JSON.stringify(MODULE)});
  process.stdin.once('data', async () => {
    try { await SlotLock.take(process.argv[1]); console.log('taken'); }
    catch (error) { console.log(error.code); }
  });
  process.stdin.on('end', () => process.exit());
  console.log('loaded');
`;

let directory: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-lock-'));
});

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  await rm(directory, { recursive: true });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** A process that is about to take the slot: `go` lets it, and gives what it says. */
async function startTaker(): Promise<{ child: ChildProcess; go: () => Promise<string> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', TAKER, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('loaded');
  return {
    child,
    go: async () => {
      child.stdin.write('go\n');
      return String((await lines.next()).value);
    },
  };
}

const lockFiles = async () =>
  (await readdir(directory)).filter((name) => name.startsWith(LOCK_FILE_PREFIX));

test('a second taker in one process is refused, and told who holds the slot', async () => {
  await using lock = await SlotLock.take(directory);
  await expect(SlotLock.take(directory)).rejects.toMatchObject({
    code: 'slot_unusable',
    message: expect.stringContaining(`process ${process.pid} runs a job in the slot ${directory}`),
  });
  expect(await lockFiles()).toHaveLength(1);
  await lock.release();
  await (await SlotLock.take(directory)).release();
});

test('of takers at the same moment in one process never two win, and it is free afterwards', async () => {
  for (let round = 0; round < 20; round++) {
    const takers = [1, 2, 3, 4].map(() => SlotLock.take(directory));
    const results = await Promise.allSettled(takers);
    const won = results.filter((result) => result.status === 'fulfilled');
    expect(won.length).toBeLessThanOrEqual(1);
    for (const { value } of won) await value.release();
    expect(await lockFiles()).toEqual([]);
  }
});

test('of two processes one gets the slot; killed, it leaves the slot to the next', async () => {
  const first = await startTaker();
  const second = await startTaker();
  const answers = await Promise.all([first.go(), second.go()]);
  expect(answers.toSorted()).toEqual(['slot_unusable', 'taken']);
  const winner = answers[0] === 'taken' ? first : second;
  await expect(SlotLock.take(directory)).rejects.toMatchObject({ code: 'slot_unusable' });
  await kill(winner.child);
  expect(await lockFiles()).toHaveLength(1);
  await using lock = await SlotLock.take(directory);
  expect(lock).toBeInstanceOf(SlotLock);
  // The dead one's file is gone: only this one is left.
  expect(await lockFiles()).toHaveLength(1);
});

test('two takers that both find the lock of a killed process: not both get the slot', async () => {
  const dead = await startTaker();
  expect(await dead.go()).toBe('taken');
  await kill(dead.child);
  const results = await Promise.allSettled([SlotLock.take(directory), SlotLock.take(directory)]);
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  for (const result of results) if (result.status === 'fulfilled') await result.value.release();
  expect(await lockFiles()).toEqual([]);
});

test('a process id that belongs to another process by now does not hold the slot', async () => {
  const name = `${LOCK_FILE_PREFIX}${process.pid}.00000000-1.0`;
  await writeFile(join(directory, name), '');
  await using lock = await SlotLock.take(directory);
  expect(lock).toBeInstanceOf(SlotLock);
  expect(await lockFiles()).not.toContain(name);
});

test('a lock whose owner lives holds, whatever is in the file', async () => {
  const me = await processIdentity(process.pid);
  const name = `${LOCK_FILE_PREFIX}${process.pid}.${me?.startedAt}.999999`;
  await writeFile(join(directory, name), '\0garbage{');
  await expect(SlotLock.take(directory)).rejects.toMatchObject({ code: 'slot_unusable' });
  expect(await lockFiles()).toEqual([name]);
});

test.each([
  'vmslot.lock.',
  'vmslot.lock.0.0.0',
  'vmslot.lock.1',
  'vmslot.lock.-1..0',
  'vmslot.lock',
])('a file named %s is nobody’s lock, and stays', async (name) => {
  await writeFile(join(directory, name), 'mine');
  await (await SlotLock.take(directory)).release();
  expect(await readdir(directory)).toEqual([name]);
});

test('release is idempotent, and a late one does not touch the next owner', async () => {
  const first = await SlotLock.take(directory);
  await first.release();
  await using second = await SlotLock.take(directory);
  await first.release();
  await first[Symbol.asyncDispose]();
  expect(second).toBeInstanceOf(SlotLock);
  expect(await lockFiles()).toHaveLength(1);
});

test('no directory: what the file system says', async () => {
  await expect(SlotLock.take(join(directory, 'gone'))).rejects.toMatchObject({ code: 'ENOENT' });
});
