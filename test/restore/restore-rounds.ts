import { setTimeout as pause } from 'node:timers/promises';
import { SeededRandom } from '@vmslot/proto/testing';
import { CountingTask } from './counting-task.ts';
import type { RestoredMachine } from './restored-machine.ts';
import { HANG_MS, readyTraffic, Traffic, type TrafficFigures } from './traffic.ts';

/** The moments of save and kill are random within these. */
const MAX_BEFORE_SAVE_MS = 600;
const MAX_BEFORE_KILL_MS = 400;

/** What a round came to. */
export interface RestoreRound extends TrafficFigures {
  readonly round: number;
  /** From the start of the hypervisor until the agent had answered. */
  readonly restoreMs: number;
  /** How long the guest stood still for its snapshot. */
  readonly standstillMs: number;
  readonly savedBytes: number;
}

/**
 * Rounds in which a machine is saved, killed and restored with programs, transfers and a task under way.
 * @throws what was lost, done twice, or hangs; the message has round and seed
 */
export async function* restoreRounds(
  machine: RestoredMachine,
  { count, seed }: { readonly count: number; readonly seed: number },
): AsyncGenerator<RestoreRound> {
  const random = new SeededRandom(seed);
  await readyTraffic(machine);
  const task = new CountingTask(machine);
  task.follow();
  await task.goesOn(AbortSignal.timeout(HANG_MS));
  for (let round = 1; round <= count; round += 1) {
    try {
      yield { round, ...(await oneRound(machine, task, random, round)) };
    } catch (error) {
      throw new Error(`round ${round}, seed ${seed}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  await task.leave();
}

async function oneRound(
  machine: RestoredMachine,
  task: CountingTask,
  random: SeededRandom,
  round: number,
): Promise<Omit<RestoreRound, 'round'>> {
  const traffic = new Traffic(machine, round);
  const working = traffic.untilKilled();
  // A failure is thrown below, where it is waited for.
  working.catch(() => undefined);
  await pause(random.between(0, MAX_BEFORE_SAVE_MS));
  const savedAtMs = performance.now();
  const { mark } = task;
  const { bytes, standstillMs } = await machine.save();
  await pause(random.between(0, MAX_BEFORE_KILL_MS));
  traffic.kill();
  await Promise.all([machine.kill(), working, task.leave()]);
  const restoreMs = await machine.restore(AbortSignal.timeout(HANG_MS));
  task.follow(mark);
  const [figures] = await Promise.all([
    traffic.finish({ savedAtMs }),
    task.goesOn(AbortSignal.timeout(HANG_MS)),
  ]);
  return { ...figures, restoreMs, standstillMs, savedBytes: bytes };
}
