import { percentile } from '../statistics.ts';
import type { TickFigures } from './ticks.ts';

const BYTES_PER_MB = 1024 * 1024;

/** One save, and the guest's ticks from its begin to its end. */
export interface SaveFigures {
  readonly bytes: number;
  /** From QEMU's event STOP to its RESUME. */
  readonly standstillMs: number;
  readonly wholeMs: number;
  readonly ticks: TickFigures;
}

/** How a machine is saved: as the driver does, in the background, or so without its disk. */
export const SAVE_KINDS = ['stopped', 'background', 'memory only'] as const;
export type SaveKind = (typeof SAVE_KINDS)[number];

/** Figures of all saves under one load. */
export class SnapshotFigures {
  readonly #quiet: TickFigures[] = [];
  readonly #saves: Record<SaveKind, SaveFigures[]> = {
    stopped: [],
    background: [],
    'memory only': [],
  };

  /** To be called with the ticks of a time without a save. */
  quiet(ticks: TickFigures): void {
    this.#quiet.push(ticks);
  }

  add(kind: SaveKind, figures: SaveFigures): void {
    this.#saves[kind].push(figures);
  }

  /** @param isWork whether the guest works all the time, so that there is work to be lost */
  print(load: string, { isWork }: { readonly isWork: boolean }, say: (line: string) => void): void {
    const rates = this.#quiet.map(({ tickCount, elapsedMs }) => tickCount / elapsedMs);
    const rate = median(rates);
    const gaps = this.#quiet.map(({ longestGapMs }) => longestGapMs);
    const slowest = Math.min(...rates) / rate;
    const fastest = Math.max(...rates) / rate;
    say(`  guest: ${load}`);
    say(
      `    no save     silent ${ms(gaps)}; speed ${slowest.toFixed(2)} to ${fastest.toFixed(2)} times its median`,
    );
    for (const kind of SAVE_KINDS) {
      const saves = this.#saves[kind];
      const of = (figure: (save: SaveFigures) => number) => ms(saves.map(figure));
      const written = median(saves.map(({ bytes }) => bytes)) / BYTES_PER_MB;
      say(`    ${kind.padEnd(11)} silent ${of(({ ticks }) => ticks.longestGapMs)}`);
      say(`                QEMU's STOP to RESUME ${of(({ standstillMs }) => standstillMs)}`);
      say(`                whole save ${of(({ wholeMs }) => wholeMs)}, ${written.toFixed(0)} MB`);
      if (isWork) say(`                work lost ${of((save) => lostMs(save, rate))}`);
    }
    const ratio = (figure: (save: SaveFigures) => number) =>
      (
        median(this.#saves.background.map(figure)) / median(this.#saves.stopped.map(figure))
      ).toFixed(2);
    say(
      `    background to stopped: silent ${ratio(({ ticks }) => ticks.longestGapMs)} times as long, ` +
        `saves ${ratio(({ wholeMs }) => wholeMs)} times as long` +
        (isWork ? `, loses ${ratio((save) => lostMs(save, rate))} times the work` : ''),
    );
    if (!isWork) return;
    const speeds = this.#saves.background.map(
      ({ standstillMs, ticks }) => ticks.tickCount / (ticks.elapsedMs - standstillMs) / rate,
    );
    say(
      `    speed while memory is written behind it: ${median(speeds).toFixed(2)} of what it is else`,
    );
  }
}

/** How long the guest would have to work to make good for a save. */
function lostMs({ ticks }: SaveFigures, rate: number): number {
  return ticks.elapsedMs - ticks.tickCount / rate;
}

function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

function ms(samples: readonly number[]): string {
  const p95 = percentile(samples, 0.95);
  return `median ${median(samples).toFixed(0)} p95 ${p95.toFixed(0)} max ${Math.max(...samples).toFixed(0)} ms`;
}
