import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { SeededRandom, type ByteFaultKind } from '@vmslot/proto/testing';
import { expect, onTestFailed, test } from 'vitest';
import { Caller, MAX_PAYLOAD_BYTES } from './caller.ts';
import { FaultWorld } from './fault-world.ts';
import type { Direction } from './faulty-line.ts';
import { TaskWatcher } from './task-watcher.ts';

/** Set it to what a failed run printed, to have the same faults again. */
const SEED = Number(process.env.VMSLOT_FAULT_SEED ?? randomInt(2 ** 32));

const WANTED_FAULT_COUNT = 10_000;
const CALLER_COUNT = 3;
/** Faults of a direction in a row, before a good reply is waited for. */
const MAX_FAULTS_IN_A_ROW = 20;
/**
 * Calls, each made when the link is up, until one succeeds after the last fault: the one that the fault
 * has hit, and the one after the round trip of the hello.
 */
const MAX_TRY_COUNT = 2;
/** Hellos until then: one, and one more where the first was under way when the fault came. */
const MAX_HELLO_COUNT = 2;
/**
 * Bytes that may still come out of the line until then: noise of the last faults, and what fits into the
 * windows of all streams.
 */
const MAX_DRAIN_BYTES = 2 * 4 * 1024 * 1024 + (CALLER_COUNT + 2) * 256 * 1024;
/** One round in so many cuts the connection instead of damaging bytes. */
const ROUNDS_PER_CUT = 20;
const DIRECTIONS: readonly Direction[] = ['toGuest', 'toHost'];

const COMMON = {
  maxGapBytes: 3 * 1024,
  weights: { drop: 4, cut: 4, repeat: 4, insert: 4, flip: 4, flood: 0.1 },
};
const FAULTS = {
  toGuest: COMMON,
  // A guest that is only answered says little: it would take seconds to say more.
  toHost: { ...COMMON, maxCutBytes: 8 * 1024 },
};

test(`${WANTED_FAULT_COUNT} faults between a real agent and a real client`, async () => {
  onTestFailed(() => console.error(`fault test failed with VMSLOT_FAULT_SEED=${SEED}`));
  await using world = await FaultWorld.create(SEED, FAULTS);
  const { line, session } = world;
  const random = new SeededRandom(SEED + 1);
  const stop = new AbortController();
  const { signal } = stop;

  const watcher = new TaskWatcher(world, signal);
  const callers = Array.from(
    { length: CALLER_COUNT },
    (_, index) => new Caller(world, `caller${index}`, new SeededRandom(SEED + 2 + index)),
  );
  // All of them go on until they are told to stop, or see something wrong.
  const watching = Promise.all([watcher.done, ...callers.map((caller) => caller.run(signal))]);
  const prober = new Caller(world, 'probe', new SeededRandom(SEED));

  const most = { tries: 0, hellos: 0, drainToGuest: 0, drainToHost: 0 };
  let recoveryCount = 0;
  const damage = async (): Promise<void> => {
    for (let round = 0; line.faultCount < WANTED_FAULT_COUNT; round++) {
      if (round % ROUNDS_PER_CUT === 0) line.cut();
      else {
        for (const direction of DIRECTIONS) {
          line.arm(direction, random.between(1, MAX_FAULTS_IN_A_ROW));
        }
        while (line.armedCount > 0) await once(line, 'fault', { signal });
      }
      const { upCount } = session.counters;
      const { toGuest, toHost } = line.arrivedBytes;
      let tries = 1;
      while (!(await prober.probe(signal)) && tries <= MAX_TRY_COUNT) tries++;
      most.tries = Math.max(most.tries, tries);
      most.hellos = Math.max(most.hellos, session.counters.upCount - upCount);
      most.drainToGuest = Math.max(most.drainToGuest, line.arrivedBytes.toGuest - toGuest);
      most.drainToHost = Math.max(most.drainToHost, line.arrivedBytes.toHost - toHost);
      recoveryCount++;
      expect(tries).toBeLessThanOrEqual(MAX_TRY_COUNT);
    }
  };
  try {
    await Promise.race([damage(), watching]);
    // The line is whole again: what is long gets through, and the task's events come to their end.
    for (const caller of callers) expect(await caller.callOnce(MAX_PAYLOAD_BYTES)).toBe(true);
    await watcher.end();
  } finally {
    stop.abort();
    await Promise.allSettled([watching]);
  }
  await watching;

  const counts = DIRECTIONS.map((direction) => line.counts(direction));
  const callerCounts = callers.map((caller) => caller.counts);
  console.info(
    `seed ${SEED}: ${line.faultCount} faults, ${line.cutCount} of them cuts of the connection\n` +
      `to guest ${JSON.stringify(counts[0])}\nto host  ${JSON.stringify(counts[1])}\n` +
      `hellos completed ${session.counters.upCount}, dialled ${session.counters.dialCount}\n` +
      `calls ${JSON.stringify(callerCounts)}\n${recoveryCount} times waited for a good reply, at the most ${JSON.stringify(most)}\n` +
      `events ${watcher.eventCount}, attached ${watcher.attachCount} times`,
  );
  expect(line.faultCount).toBeGreaterThanOrEqual(WANTED_FAULT_COUNT);
  expect(line.cutCount).toBeGreaterThan(10);
  expect(recoveryCount).toBeGreaterThan(200);
  expect(most.hellos).toBeLessThanOrEqual(MAX_HELLO_COUNT);
  expect(Math.max(most.drainToGuest, most.drainToHost)).toBeLessThan(MAX_DRAIN_BYTES);
  for (const found of counts) {
    for (const kind of ['drop', 'cut', 'repeat', 'insert', 'flip'] as ByteFaultKind[]) {
      expect(found[kind], kind).toBeGreaterThan(500);
    }
  }
  expect(counts[0]!.flood + counts[1]!.flood).toBeGreaterThan(10);
  for (const { good, failed } of callerCounts) {
    expect(good).toBeGreaterThan(100);
    expect(Object.keys(failed)).toEqual(['unavailable']);
  }
  expect(session.counters.upCount).toBeGreaterThan(200);
  expect(watcher.lineCount).toBeGreaterThan(20);
  expect(watcher.attachCount).toBeGreaterThan(20);
});
