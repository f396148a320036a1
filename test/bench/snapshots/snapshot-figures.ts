import { percentile } from '../statistics.ts';
import type { TickFigures } from './ticks.ts';

const BYTES_PER_MB = 1024 * 1024;

/** One save, and the guest's ticks from its begin to its end. */
export interface SaveFigures {
  readonly bytes: number;
  /** From QEMU's event STOP to its RESUME. */
  readonly standstillMs: number;
  /** What QEMU would stand still for by itself, if no disk had to be saved at the same instant. */
  readonly ownMs?: number | undefined;
  readonly wholeMs: number;
  readonly ticks: TickFigures;
}

/** How a machine is saved. */
export type SaveKind = 'stopped' | 'background';

/** Figures of all saves under one load. */
export class SnapshotFigures {
  readonly #quiet: TickFigures[] = [];
  readonly #saves = { stopped: [] as SaveFigures[], background: [] as SaveFigures[] };

  /** To be called with the ticks of a time without a save. */
  quiet(ticks: TickFigures): void {
    this.#quiet.push(ticks);
  }

  add(kind: SaveKind, figures: SaveFigures): void {
    this.#saves[kind].push(figures);
  }

  print(load: string, say: (line: string) => void): void {
    const rates = this.#quiet.map(({ tickCount, elapsedMs }) => tickCount / elapsedMs);
    const rate = percentile(rates, 0.5);
    const spread = (100 * (Math.max(...rates) - Math.min(...rates))) / rate;
    const gaps = this.#quiet.map(({ longestGapMs }) => longestGapMs);
    say(
      `  guest: ${load}; without a save ${ms(gaps)} without a sign of it, its speed differs by ${spread.toFixed(0)} %`,
    );
    for (const kind of ['stopped', 'background'] as const) this.#printKind(kind, rate, say);
    const gap = (kind: SaveKind) =>
      percentile(
        this.#saves[kind].map(({ ticks }) => ticks.longestGapMs),
        0.5,
      );
    const lost = (kind: SaveKind) =>
      percentile(
        this.#saves[kind].map((save) => lostMs(save, rate)),
        0.5,
      );
    say(
      `    background to stopped: stands still ${(gap('background') / gap('stopped')).toFixed(2)} times as long, ` +
        `loses ${(lost('background') / lost('stopped')).toFixed(2)} times the work`,
    );
  }

  #printKind(kind: SaveKind, rate: number, say: (line: string) => void): void {
    const saves = this.#saves[kind];
    const of = (figure: (save: SaveFigures) => number) => saves.map(figure);
    const written =
      percentile(
        of(({ bytes }) => bytes),
        0.5,
      ) / BYTES_PER_MB;
    const speeds = of(
      ({ standstillMs, ticks }) => ticks.tickCount / (ticks.elapsedMs - standstillMs) / rate,
    );
    say(
      `    ${kind.padEnd(11)} longest without a sign ${ms(of(({ ticks }) => ticks.longestGapMs))}`,
    );
    const own = saves.flatMap(({ ownMs }) => ownMs ?? []);
    const alone = own.length === 0 ? '' : `; memory and devices alone ${ms(own)}`;
    say(`                stopped, says QEMU ${ms(of(({ standstillMs }) => standstillMs))}${alone}`);
    say(
      `                whole save ${ms(of(({ wholeMs }) => wholeMs))}, ${written.toFixed(0)} MB written`,
    );
    say(
      `                work lost ${ms(of((save) => lostMs(save, rate)))}; ` +
        `while it was not stopped ${percentile(speeds, 0.5).toFixed(2)} times its speed`,
    );
  }
}

/** How long the guest would have to work to make good for a save. */
function lostMs({ ticks }: SaveFigures, rate: number): number {
  return ticks.elapsedMs - ticks.tickCount / rate;
}

function ms(samples: readonly number[]): string {
  const [median, p95] = [percentile(samples, 0.5), percentile(samples, 0.95)];
  return `median ${median.toFixed(0)} p95 ${p95.toFixed(0)} max ${Math.max(...samples).toFixed(0)} ms`;
}
