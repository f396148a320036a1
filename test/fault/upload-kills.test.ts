import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SeededRandom } from '@vmslot/proto/testing';
import { expect, onTestFailed, test } from 'vitest';

/** Set it to what a failed run printed, to have the same moments again, as far as time allows. */
const SEED = Number(process.env.VMSLOT_FAULT_SEED ?? randomInt(2 ** 32));

const WORKER = fileURLToPath(new URL('upload-worker.ts', import.meta.url));

const FILE_COUNT = 4;
const KILLS_OF_A_FILE = 8;
const FILE_BYTES = 6 * 1024 * 1024 + 123;

/** Time in which an upload is done on most machines, in milliseconds; a kill comes somewhere in it. */
const UPLOAD_MS = 40;

interface Run {
  /** What it said that it had, at its start and at its end. */
  readonly first: number;
  readonly last: number;
  readonly finished: boolean;
}

/** Runs the writer; kills it `killAfterMs` after it is ready, if that is given. */
async function runWorker(args: readonly string[], killAfterMs: number | undefined): Promise<Run> {
  const worker = spawn(process.execPath, [WORKER, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const received: number[] = [];
  let finished = false;
  const lines = createInterface({ input: worker.stdout });
  lines.on('line', (line) => {
    if (line === 'ready' && killAfterMs !== undefined) {
      setTimeout(() => worker.kill('SIGKILL'), killAfterMs);
    }
    if (line === 'finished') finished = true;
    const [, count] = /^received (\d+)$/.exec(line) ?? [];
    if (count !== undefined) received.push(Number(count));
  });
  await new Promise((resolve) => worker.once('close', resolve));
  return { first: received[0] ?? 0, last: received.at(-1) ?? 0, finished };
}

test('an agent that is killed at any moment of an upload leaves the old or the new file', async () => {
  onTestFailed(() => console.error(`fault test failed with VMSLOT_FAULT_SEED=${SEED}`));
  const directory = await mkdtemp(
    join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'vmslot-kill-'),
  );
  try {
    const random = new SeededRandom(SEED);
    const state = join(directory, 'state');
    const source = join(directory, 'source');
    const files = join(directory, 'files');
    const path = join(files, 'file');
    await mkdir(files);
    let old = randomBytes(1000);
    await writeFile(path, old);
    let midwayCount = 0;
    for (let index = 0; index < FILE_COUNT; index += 1) {
      const fresh = randomBytes(FILE_BYTES);
      await writeFile(source, fresh);
      const args = [state, `upload-${index}`, path, source];
      let mostReceived = 0;
      for (let kill = 0; kill < KILLS_OF_A_FILE; kill += 1) {
        const { first, last } = await runWorker(args, random.between(0, UPLOAD_MS));
        // What an agent has said that it has, the next one has too.
        if (last > 0) expect(first).toBeGreaterThanOrEqual(mostReceived);
        mostReceived = Math.max(mostReceived, last);
        if (last > 0 && last < FILE_BYTES) midwayCount += 1;
        const now = await readFile(path);
        expect(now.equals(old) || now.equals(fresh)).toBe(true);
      }
      expect((await runWorker(args, undefined)).finished).toBe(true);
      expect((await readFile(path)).equals(fresh)).toBe(true);
      // Finished twice, it is finished.
      expect(await runWorker(args, undefined)).toEqual({
        first: FILE_BYTES,
        last: FILE_BYTES,
        finished: true,
      });
      expect(await readdir(files)).toEqual(['file']);
      old = fresh;
    }
    expect(midwayCount).toBeGreaterThan(0);
    expect((await readdir(state)).every((name) => /^upload-\d\.json$/.test(name))).toBe(true);
  } finally {
    await rm(directory, { recursive: true });
  }
});
