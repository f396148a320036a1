import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Presets, SingleBar } from 'cli-progress';
import type { Phase } from '../outcome.ts';
import { printable } from './printable.ts';
import type { Progress, Reporter, RunSummary } from './reporter.ts';

/** Where a {@link HumanReporter} writes. */
export interface HumanReporterOptions {
  /** Phases, warnings, bars; the process's stderr. */
  readonly log: Writable & { readonly isTTY?: boolean };
  /** What the app prints on its standard output; the process's stdout. */
  readonly appOutput: Writable;
}

/** Without a terminal a bar would be thousands of lines: then a line is printed at each of these. */
const STEPS_WITHOUT_TERMINAL = 10;

/** One line a phase with its time, a progress bar for long work, the app's output in between. */
export class HumanReporter implements Reporter {
  readonly #options: HumanReporterOptions;
  readonly #decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  #bar: SingleBar | undefined;
  #barPhase: Phase | undefined;
  #lastStep = -1;

  constructor(options: HumanReporterOptions) {
    this.#options = options;
  }

  phase(phase: Phase, text: string): void {
    if (phase !== this.#barPhase) this.#endBar();
    this.#log(`${phase.padEnd(8)} ${printable(text)}`);
  }

  warning(phase: Phase, text: string): void {
    this.#log(`${phase.padEnd(8)} warning: ${printable(text)}`);
  }

  progress({ phase, fraction, text }: Progress): void {
    if (this.#options.log.isTTY !== true) {
      this.#progressLine(phase, fraction, text);
      return;
    }
    if (this.#bar === undefined || phase !== this.#barPhase) {
      this.#endBar();
      this.#barPhase = phase;
      this.#bar = new SingleBar(
        {
          format: `${' '.repeat(9)}${phase.padEnd(8)} {bar} {percentage}% {text}`,
          stream: this.#options.log,
          hideCursor: true,
          barsize: 30,
          clearOnComplete: true,
        },
        Presets.shades_classic,
      );
      this.#bar.start(1, 0, { text: '' });
    }
    this.#bar.update(fraction, { text: printable(text) });
  }

  appOutput(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    const text = this.#decoders[stream].write(Buffer.from(data));
    if (text === '') return;
    this.#endBar();
    (stream === 'stdout' ? this.#options.appOutput : this.#options.log).write(printable(text));
  }

  finished(summary: RunSummary): void {
    this.#endBar();
    const seconds = (summary.elapsedMs / 1000).toFixed(1);
    if (summary.outcome === 'succeeded') {
      this.#log(
        `finish   done in ${seconds} s, ${(summary.cpuTimeMs / 1000).toFixed(1)} s of CPU in the guest`,
      );
      for (const output of summary.outputs) this.#log(`finish   output ${printable(output)}`);
      return;
    }
    this.#log(
      `${summary.phase.padEnd(8)} failed: ${printable(summary.message ?? summary.outcome)}`,
    );
    for (const line of summary.details)
      this.#log(`${summary.phase.padEnd(8)} | ${printable(line)}`);
    if (summary.slotDirectory !== undefined) {
      this.#log(`finish   kept for inspection: ${printable(summary.slotDirectory)}`);
    }
    this.#log(`finish   exit status ${summary.exitCode} (${summary.outcome}) after ${seconds} s`);
  }

  close(): void {
    this.#endBar();
  }

  #progressLine(phase: Phase, fraction: number, text: string): void {
    const step = Math.floor(fraction * STEPS_WITHOUT_TERMINAL);
    if (phase === this.#barPhase && step <= this.#lastStep) return;
    this.#barPhase = phase;
    this.#lastStep = step;
    this.#log(`${phase.padEnd(8)} ${Math.floor(fraction * 100)} % ${printable(text)}`);
  }

  #endBar(): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#barPhase = undefined;
    this.#lastStep = -1;
  }

  #log(line: string): void {
    const time = new Date().toTimeString().slice(0, 8);
    this.#options.log.write(`${time} ${line}\n`);
  }
}
