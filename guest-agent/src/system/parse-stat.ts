import { parseCount } from './parse-count.ts';

/** Time of all CPUs together since the boot, in milliseconds. */
export interface CpuTimes {
  readonly userMs: number;
  readonly systemMs: number;
  readonly idleMs: number;
  readonly waitMs: number;
  readonly stealMs: number;
}

/** Linux tells times in hundredths of a second on every architecture (USER_HZ, proc(5)). */
const MS_PER_TICK = 10;

/** Reads /proc/stat: the line of all CPUs. All are 0 where it is missing. */
export function parseStat(text: string): CpuTimes {
  const line = /^cpu +(.*)$/m.exec(text)?.[1] ?? '';
  const ticks = line.split(' ', 16).map(parseCount);
  const ms = (...fields: readonly number[]): number =>
    Math.min(
      fields.reduce((sum, field) => sum + (ticks[field] ?? 0), 0) * MS_PER_TICK,
      Number.MAX_SAFE_INTEGER,
    );
  // user nice system idle iowait irq softirq steal guest guest_nice; the guests' are in user and nice.
  return { userMs: ms(0, 1), systemMs: ms(2, 5, 6), idleMs: ms(3), waitMs: ms(4), stealMs: ms(7) };
}
