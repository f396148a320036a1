import { SeededRandom } from '@vmslot/proto/testing';

/** What is done to a running task. */
export type LossFault =
  'kill-bridge' | 'kill-hypervisor' | 'kill-both' | 'kill-agent' | 'fill-disk';

/** When: while its machine comes up, while a checkpoint is being saved, or while it computes. */
export type LossMoment = 'restore' | 'save' | 'run';

/** One round. */
export interface LossOrder {
  readonly fault: LossFault;
  readonly moment: LossMoment;
  /** From the begin of the moment to the fault. */
  readonly delayMs: number;
  /**
   * What makes two rounds of a kind differ: a full disk is met by one more life before there is room again;
   * an agent that was killed comes back before the bridge is killed too; of two that are killed the
   * hypervisor is first.
   */
  readonly variant: boolean;
}

/** Seed of the plan that is the same each time. */
export const LOSS_SEED = 6;

/** How often each fault is chosen. */
const FAULT_WEIGHTS: Readonly<Record<LossFault, number>> = {
  'kill-bridge': 4,
  'kill-hypervisor': 4,
  'kill-both': 3,
  'kill-agent': 2,
  'fill-disk': 2,
};

const MOMENT_WEIGHTS: Readonly<Record<LossMoment, number>> = { restore: 4, save: 4, run: 3 };

/** Longest delay of each moment: a little more than what it is about takes. */
const MAX_DELAY_MS: Readonly<Record<LossMoment, number>> = {
  restore: 3_000,
  save: 800,
  run: 1_500,
};

/**
 * Rounds in a row that may end before a checkpoint was made. A task whose machine stops by itself for the fourth
 * time without a checkpoint in between is an error, and shall be: see the table of failures.
 */
export const MAX_ROUNDS_WITHOUT_CHECKPOINT = 2;

/** Each pair of fault and moment comes once, as far as the rounds reach; what follows is random. */
const PAIRS: readonly Pick<LossOrder, 'fault' | 'moment'>[] = (
  Object.keys(FAULT_WEIGHTS) as LossFault[]
).flatMap((fault) =>
  (Object.keys(MOMENT_WEIGHTS) as LossMoment[])
    // An agent that is not there yet cannot be killed.
    .filter((moment) => fault !== 'kill-agent' || moment !== 'restore')
    .map((moment) => ({ fault, moment })),
);

/**
 * A random plan. The same seed and count give the same one.
 * @param canFillDisk false: no round has a full disk, where a file system of its own cannot be mounted
 */
export function planLosses(
  count: number,
  { seed = LOSS_SEED, canFillDisk = true }: { seed?: number; canFillDisk?: boolean } = {},
): readonly LossOrder[] {
  const random = new SeededRandom(seed);
  const pairs = PAIRS.filter(({ fault }) => canFillDisk || fault !== 'fill-disk');
  const plan: LossOrder[] = [];
  let withoutCheckpoint = 0;
  while (plan.length < count) {
    const mustRun = withoutCheckpoint >= MAX_ROUNDS_WITHOUT_CHECKPOINT;
    const pair = takePair(random, pairs, mustRun) ?? choose(random, { mustRun, canFillDisk });
    withoutCheckpoint = pair.moment === 'run' ? 0 : withoutCheckpoint + 1;
    const delayMs = random.between(0, MAX_DELAY_MS[pair.moment]);
    plan.push({ ...pair, delayMs, variant: random.between(0, 1) === 1 });
  }
  return plan;
}

/** Takes a random one of those that are left. */
function takePair(
  random: SeededRandom,
  pairs: Pick<LossOrder, 'fault' | 'moment'>[],
  mustRun: boolean,
): Pick<LossOrder, 'fault' | 'moment'> | undefined {
  const fitting = pairs.filter(({ moment }) => !mustRun || moment === 'run');
  const pair = fitting[random.between(0, Math.max(0, fitting.length - 1))];
  if (pair !== undefined) pairs.splice(pairs.indexOf(pair), 1);
  return pair;
}

function choose(
  random: SeededRandom,
  { mustRun, canFillDisk }: { readonly mustRun: boolean; readonly canFillDisk: boolean },
): Pick<LossOrder, 'fault' | 'moment'> {
  const fault = random.pick({ ...FAULT_WEIGHTS, 'fill-disk': canFillDisk ? 2 : 0 });
  const weights = fault === 'kill-agent' ? { ...MOMENT_WEIGHTS, restore: 0 } : MOMENT_WEIGHTS;
  return { fault, moment: mustRun ? 'run' : random.pick(weights) };
}
