import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { readFile } from './read-file.ts';
import { remove } from './remove.ts';
import { sendArchive } from './send-archive.ts';

/** What an app does in the race: a directory and a link to somewhere else take turns at one name. */
const FLIPPER = `
  const { renameSync } = require('node:fs');
  const { workerData, parentPort } = require('node:worker_threads');
  const { name, directory, link, stop } = workerData;
  const flags = new Int32Array(stop);
  parentPort.postMessage('started');
  while (Atomics.load(flags, 0) === 0) {
    try {
      renameSync(name, directory);
    } catch {}
    try {
      renameSync(link, name);
      renameSync(name, link);
    } catch {}
    try {
      renameSync(directory, name);
    } catch {}
    Atomics.add(flags, 1, 1);
  }
`;

const ROUND_COUNT = 400;

let root: string;
let flipper: Worker;
let flags: Int32Array;

beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'vmslot-race-')));
  mkdirSync(join(root, 'outside'));
  writeFileSync(join(root, 'outside/file'), 'SECRET');
  mkdirSync(join(root, 'work/out/name'), { recursive: true });
  writeFileSync(join(root, 'work/out/name/file'), 'harmless');
  symlinkSync(join(root, 'outside'), join(root, 'work/link'));
  flags = new Int32Array(new SharedArrayBuffer(8));
  flipper = new Worker(FLIPPER, {
    eval: true,
    workerData: {
      name: join(root, 'work/out/name'),
      directory: join(root, 'work/directory'),
      link: join(root, 'work/link'),
      stop: flags.buffer,
    },
  });
  await new Promise((resolve) => flipper.once('message', resolve));
});

afterEach(async () => {
  Atomics.store(flags, 0, 1);
  await new Promise((resolve) => flipper.once('exit', resolve));
  rmSync(root, { recursive: true });
});

const { signal } = new AbortController();

/** The result; undefined where the operation noticed the race and refused. */
async function refusable<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    expect(error).toBeInstanceOf(AgentError);
    return undefined;
  }
}

describe('while an app flips a directory and a link', { timeout: 60_000 }, () => {
  test('nothing from elsewhere is sent', async () => {
    let sentCount = 0;
    for (let round = 0; round < ROUND_COUNT; round += 1) {
      const options = { root: join(root, 'work'), paths: ['out'], signal };
      const bytes = await refusable(sendArchive(options).then((stream) => buffer(stream)));
      expect(bytes?.includes('SECRET') ?? false).toBe(false);
      if (bytes?.includes('harmless') === true) sentCount += 1;
    }
    expect(sentCount).toBeGreaterThan(0);
    expect(Atomics.load(flags, 1)).toBeGreaterThan(0);
  });

  test('nothing from elsewhere is read', async () => {
    for (let round = 0; round < ROUND_COUNT; round += 1) {
      const path = join(root, 'work/out/name/file');
      const file = await refusable(readFile({ path, offset: 0, length: undefined, signal }));
      const text = file === undefined ? '' : (await buffer(file.stream)).toString();
      expect(['', 'harmless']).toContain(text);
    }
    expect(Atomics.load(flags, 1)).toBeGreaterThan(0);
  });

  test('nothing elsewhere is removed', async () => {
    for (let round = 0; round < ROUND_COUNT; round += 1) {
      await refusable(remove({ path: join(root, 'work/out/name/file') }, { signal }));
      await refusable(remove({ path: join(root, 'work/out'), recursive: true }, { signal }));
      expect(readdirSync(join(root, 'outside'))).toEqual(['file']);
      mkdirSync(join(root, 'work/out'), { recursive: true });
      makeAgain(join(root, 'work/out/name'));
    }
  });
});

/** Not recursive: that looks at a name that is there already, which the other may have taken away. */
function makeAgain(directory: string): void {
  try {
    mkdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
