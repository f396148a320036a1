import type { GuestOrder, Round } from './power-off-world.ts';
import { resultOf } from './power-off-world.ts';

/** Longest time from the guest's done to the end of the bridge. */
export const DONE_LIMIT_MS = 15_000;

/** A small result, and one that takes the link a while. */
const RESULT_BYTES = { small: 1_000, large: 8_000_000 } as const;

/** Delays of the rounds reach from none to this. */
const MAX_DELAY_S = 5;

/**
 * Orders of many rounds: done and a power-off after 0 to 5 s, with larger results in between; each
 * tenth is a power-off without done or without warning. The same count gives the same orders.
 */
export function planRounds(count: number): readonly GuestOrder[] {
  return Array.from({ length: count }, (_, index): GuestOrder => {
    const last = Math.max(1, count - 1);
    const delayS = Math.round(((MAX_DELAY_S * index) / last) * 100) / 100;
    const bytes = index % 3 === 2 ? RESULT_BYTES.large : RESULT_BYTES.small;
    const round = { done: true, delayS, hard: false, bytes, offFirst: index % 4 === 1 };
    if (index % 10 === 4) return { ...round, done: false, hard: index % 20 === 4 };
    // The first second is where a result may be on its way.
    if (index % 10 === 9) return { ...round, hard: true, delayS: (index % 50) / 50 };
    return round;
  });
}

/** What is wrong with a round, one line each; none where all is right. */
export function problemsOf({ order, end, output, sinceDoneMs }: Round): readonly string[] {
  const { finish, temporaryExit, exitCode, left } = end;
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const isSuccess = finish?.exitCode === 0 && exitCode === 0;
  const isRight = output?.equals(resultOf(order)) === true;
  must((finish === undefined) !== (temporaryExit === undefined), 'not exactly one end');
  must(exitCode === 0, `exit status ${exitCode}, signal ${end.signal}`);
  must(left.length === 0, `left: ${left.map(({ commandLine }) => commandLine).join('; ')}`);
  must(order.done || !isSuccess, 'success without done');
  must(!order.done || order.hard || isSuccess, 'done, and no success');
  must(!isSuccess || isRight, 'success without the right output');
  // What is in place is whole, also where the end was told as none.
  must(output === undefined || isRight, 'a wrong output');
  must(isSuccess || finish === undefined, `an error: ${finish?.exitCode}`);
  const reason = temporaryExit?.reason ?? '';
  must(isSuccess || /^(run|outputs): the guest shut itself down/.test(reason), reason);
  must((sinceDoneMs ?? 0) <= DONE_LIMIT_MS, `${sinceDoneMs} ms since done`);
  must(!isSuccess || sinceDoneMs !== undefined, 'no line tells of the outputs');
  return problems;
}

/** Does all of `items`, so many at once, in order of their begin. */
export async function inParallel<Item>(
  items: readonly Item[],
  count: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const entries = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) await work(item, index);
  };
  await Promise.all(Array.from({ length: count }, worker));
}
