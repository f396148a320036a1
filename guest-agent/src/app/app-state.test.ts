import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_APP_TEXT_CHARACTERS, MAX_CHECKPOINT_LIVES } from './app-limits.ts';
import { mergeReport, NOTHING_REPORTED } from './app-report.ts';
import { AppStateFile } from './app-state.ts';
import { checkFinish } from './check-finish.ts';
import { countCheckpoints, type CheckpointLives } from './checkpoint-lives.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'app-state-'));
});
afterEach(async () => await rm(directory, { recursive: true }));

const report = (integerOperations: number) => ({
  report: mergeReport(NOTHING_REPORTED, { integerOperations }),
});

test('of reports one after the other each is written when it is answered, many at once together', async () => {
  const path = join(directory, 'app');
  using file = AppStateFile.open(path);
  const reread = () => {
    using other = AppStateFile.open(path);
    return other.state.report.integerOperations;
  };
  const numberOf = async () => Number(/"number":(\d+)/.exec(await readFile(path, 'utf8'))?.[1]);
  const before = await numberOf();
  const writing = Array.from({ length: 1000 }, (_, index) => file.updateInTime(report(index + 1)));
  await Promise.all(writing);
  expect(reread()).toBe(1000);
  expect((await numberOf()) - before).toBeLessThan(10);
  for (const count of [1001, 1002, 1003]) {
    await file.updateInTime(report(count));
    expect(reread()).toBe(count);
  }
});

test('what is said while nothing can be written is written later', async () => {
  const path = join(directory, 'app');
  using file = AppStateFile.open(path);
  const before = await readFile(path);
  file.keep(report(5));
  expect(file.state.report.integerOperations).toBe(5);
  expect(await readFile(path)).toEqual(before);
  file.flush();
  using other = AppStateFile.open(path);
  expect(other.state.report.integerOperations).toBe(5);
});

test('the largest texts fit, whatever they are made of', () => {
  using file = AppStateFile.open(join(directory, 'app'));
  for (const character of ['\ud800', '\uffff', '"', '\\', '\u{10ffff}']) {
    const line = character.repeat(MAX_APP_TEXT_CHARACTERS / character.length);
    const message = character.repeat(1023 / Buffer.byteLength(character));
    let checkpointLives: CheckpointLives = [];
    for (let index = 0; index < 2 * MAX_CHECKPOINT_LIVES; index += 1) {
      const request = { lifeId: String(index).padEnd(64, 'x'), count: 2 ** 32 - 1 };
      checkpointLives = countCheckpoints(checkpointLives, request).lives;
    }
    expect(checkpointLives).toHaveLength(MAX_CHECKPOINT_LIVES);
    const texts = { statusText: line, webGraphicsUrl: line, remoteDesktopAddress: line };
    const figures = {
      fractionDone: 1 / 3,
      floatingPointOperations: 1.234567890123456e300,
      integerOperations: 1.234567890123456e300,
      floatingPointSpeed: 1.234567890123456e300,
      integerSpeed: 1.234567890123456e300,
    };
    file.update({
      report: mergeReport(NOTHING_REPORTED, { ...texts, ...figures, inCriticalSection: true }),
      finish: checkFinish({ message, exitCode: 255, retryAfterS: 86_400 }),
      checkpointLives,
      checkpointCount: 2 ** 32 - 1,
      checkpointCpuTimeMs: Number.MAX_SAFE_INTEGER,
    });
  }
});

test('a life of a program tells each checkpoint once', () => {
  let lives: CheckpointLives = [];
  let total = 0;
  const tell = (lifeId: string, count: number) => {
    const counted = countCheckpoints(lives, { lifeId, count });
    lives = counted.lives;
    total += counted.rise;
  };
  for (const count of [1, 1, 3, 2, 3]) tell('a', count);
  tell('b', 2);
  tell('a', 4);
  expect(total).toBe(6);
});
