import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HostQueue, TURN_COUNTS, type Turn } from '../../host-bridge/src/host-queue/index.ts';
import { shellTask, writeJobDirectory } from '../e2e/job-directory.ts';
import { IMAGE_DIRECTORY } from '../e2e/workspace.ts';
import { FabricatedSlot } from './fabricated-slot.ts';
import { SlotRun } from './slot-run.ts';
import { EXECUTABLE } from './task-world.ts';

const HOUR_MS = 3_600_000;
const POLL = { timeout: 120_000, interval: 50 };

let root: string;
let slot: FabricatedSlot;
let turns: Turn[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vmslot-boot-turn-'));
  const jobFile = await writeJobDirectory(root, {
    image: './image',
    elements: `<memory_size_mb>256</memory_size_mb>${shellTask('echo done')}`,
  });
  const image = (await readdir(IMAGE_DIRECTORY)).map((name) => [
    `image/${name}`,
    join(IMAGE_DIRECTORY, name),
  ]);
  slot = await FabricatedSlot.create({
    dataDirectory: join(root, 'data'),
    slot: 0,
    files: { 'vm_job.xml': jobFile, ...(Object.fromEntries(image) as Record<string, string>) },
    initData: { clientPid: process.pid },
  });
  // All that there are: those of every bridge of this user.
  turns = [];
  for (let index = 0; index < TURN_COUNTS.boot; index += 1) {
    const turn = await new HostQueue().take('boot', {
      signal: AbortSignal.timeout(HOUR_MS),
      waitLimitMs: HOUR_MS,
      holdLimitMs: HOUR_MS,
    });
    expect(turn.obstacle).toBeUndefined();
    turns.push(turn);
  }
});

afterEach(async () => {
  for (const turn of turns) turn.release();
  await rm(root, { recursive: true, force: true });
});

const log = async (): Promise<string> => (await slot.readText('stderr.txt')) ?? '';

test.each([
  ['leave', 'quit', 'the client asks the task to leave'],
  ['end', 'abort', 'the client aborts the task'],
] as const)(
  'a task that waits for its turn to boot reports, is suspended, and can be told to %s',
  async (_what, wish, line) => {
    await using run = await SlotRun.start(slot, { program: EXECUTABLE, periodMs: 100 });
    await expect.poll(log, POLL).toContain('waiting for its turn to boot');
    const count = run.statuses.length;
    await expect.poll(() => run.statuses.length, POLL).toBeGreaterThan(count + 1);
    run.control({ suspend: true });
    await expect.poll(log, POLL).toContain('suspended by the client');
    run.control({ resume: true });
    run.control({ [wish]: true });
    const end = await run.ended;
    expect(await log()).toContain(line);
    expect(await log()).not.toContain('VM on');
    expect(end.left).toEqual([]);
  },
);

test('a task whose turn comes boots, and ends right', async () => {
  await using run = await SlotRun.start(slot, { program: EXECUTABLE, periodMs: 100 });
  await expect.poll(log, POLL).toContain('waiting for its turn to boot');
  turns[0]?.release();
  const end = await run.ended;
  expect(end.finish?.exitCode).toBe(0);
  expect(end.exitCode).toBe(0);
  expect(await log()).toContain('VM on');
});
