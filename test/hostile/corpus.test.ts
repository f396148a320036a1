import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE_INPUTS } from './hostile-inputs.ts';
import { KNOWN_HOLES } from './known-holes.ts';
import { LyingAgent } from './lying-agent.ts';
import { VictimProcess } from './victim-process.ts';

/** The bridge never needs more, all inputs one after the other. */
const MAX_PEAK_RSS_BYTES = 150_000_000;
/** Most that a guest may have written into a log by one input. */
const MAX_LOG_LENGTH = 20_000;

const repository = fileURLToPath(new URL('../..', import.meta.url));
let root: string;
let victim: VictimProcess;
let passwordsBefore: string;
let peakRssBytes = 0;
let highestBy = '';
let inputCount = 0;

beforeAll(async () => {
  // In memory where there is such a place: outputs are synced to the disk.
  root = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'vmslot-hostile-'));
  await writeFile(join(root, 'witness'), 'untouched');
  passwordsBefore = digestOf('/etc/passwd');
  victim = await VictimProcess.start(root);
});

afterAll(async () => {
  await victim?.[Symbol.asyncDispose]();
  await rm(root, { recursive: true, force: true });
});

describe('the bridge, whatever its guest says', () => {
  test.each(HOSTILE_INPUTS)('$title', async ({ title, order, lie, expected }) => {
    const number = inputCount++;
    await using agent = await LyingAgent.start(join(root, `agent-${number}`), lie);
    const directory = join(root, `case-${number}`);
    const result = await victim.carryOut({ order, socketPath: agent.socketPath, directory });
    if (result.peakRssBytes > peakRssBytes) highestBy = title;
    peakRssBytes = Math.max(peakRssBytes, result.peakRssBytes);
    const { outcome, ...rest } = expected;
    expect([outcome].flat(), result.message).toContain(result.outcome);
    expect(result).toMatchObject(rest);
    expect(result.strays).toEqual([]);
    // Nothing is put in place by halves, and only what was asked for.
    if (result.outcome !== 'ok') expect(result.results).toEqual([]);
    expect(result.results.every((path) => /^(out|top|early)(\/|$)/.test(path))).toBe(true);
    expect(result.figuresAreSane).toBe(true);
    expect(result.logIsPrintable).toBe(true);
    expect(result.message).not.toContain('\n');
    expect(result.logLength).toBeLessThan(MAX_LOG_LENGTH);
    await rm(directory, { recursive: true });
  });

  test('wrote nothing elsewhere, and stayed small', async () => {
    const megabytes = (peakRssBytes / 1e6).toFixed(0);
    console.info(
      `${inputCount} hostile inputs, peak memory of the bridge ${megabytes} MB ("${highestBy}")`,
    );
    expect(inputCount).toBeGreaterThanOrEqual(250);
    expect((await readdir(root)).toSorted()).toEqual(['elsewhere', 'victim.mjs', 'witness']);
    expect(await readdir(join(root, 'elsewhere'))).toEqual([]);
    expect(readFileSync(join(root, 'witness'), 'utf8')).toBe('untouched');
    expect(digestOf('/etc/passwd')).toBe(passwordsBefore);
    expect(peakRssBytes).toBeLessThan(MAX_PEAK_RSS_BYTES);
  });
});

test('no two inputs have one title', () => {
  const titles = HOSTILE_INPUTS.map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test.each(KNOWN_HOLES)('against $hole there is a test', ({ inputs = [], tests = [] }) => {
  expect(inputs.length + tests.length).toBeGreaterThan(0);
  for (const words of inputs) {
    expect(
      HOSTILE_INPUTS.filter(({ title }) => title.includes(words)).length,
      words,
    ).toBeGreaterThan(0);
  }
  for (const [file, words] of tests) {
    expect(readFileSync(join(repository, file), 'utf8'), file).toContain(words);
  }
});

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
