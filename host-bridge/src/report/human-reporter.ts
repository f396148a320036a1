import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Presets, SingleBar } from 'cli-progress';
import type { Phase } from '../outcome.ts';
import { printable } from './printable.ts';
import type { Progress, Reporter, RunSummary } from './reporter.ts';
import { TextOutput } from './text-output.ts';

/** Where a {@link HumanReporter} writes. */
export interface HumanReporterOptions {
  /** Phases, warnings, bars; the process's stderr. */
  readonly log: Writable & { readonly isTTY?: boolean };
  /** What the app prints on its standard output; the process's stdout. */
  readonly appOutput: Writable & { readonly isTTY?: boolean };
}

/** Without a terminal a bar would be thousands of lines: then a line is printed at each of these. */
const STEPS_WITHOUT_TERMINAL = 10;

/** One line a phase with its time, a progress bar for long work, the app's output in between. */
export class HumanReporter implements Reporter {
  readonly #options: HumanReporterOptions;
  readonly #outputs: Record<'stdout' | 'stderr', TextOutput>;
  readonly #decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  #bar: SingleBar | undefined;
  /** Phase of the last progress, and the last step of it that was printed as a line. */
  #progressPhase: Phase | undefined;
  #lastStep = -1;
  /** The app has printed half a line on the terminal that bars are drawn on. */
  #isLineOpen = false;

  constructor(options: HumanReporterOptions) {
    this.#options = options;
    this.#outputs = {
      stdout: new TextOutput(options.appOutput),
      stderr: new TextOutput(options.log),
    };
  }

  phase(phase: Phase, text: string): void {
    this.#log(`${phase.padEnd(8)} ${printable(text)}`);
  }

  warning(phase: Phase, text: string): void {
    this.#log(`${phase.padEnd(8)} warning: ${printable(text)}`);
  }

  progress({ phase, fraction, text }: Progress): void {
    if (phase !== this.#progressPhase) {
      this.#endBar();
      this.#progressPhase = phase;
      this.#lastStep = -1;
    }
    if (!this.#outputs.stderr.isTerminal) this.#progressLine(phase, fraction, text);
    else {
      this.#bar ??= this.#startBar(phase);
      this.#bar.update(fraction, { text: printable(text) });
    }
  }

  async appOutput(
    stream: 'stdout' | 'stderr',
    data: Uint8Array,
    options: { readonly signal: AbortSignal },
  ): Promise<void> {
    this.#writeAppText(stream, this.#decoders[stream].write(Buffer.from(data)));
    await this.#outputs[stream].drained(options);
  }

  finished(summary: RunSummary): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      this.#writeAppText(stream, this.#decoders[stream].end());
    }
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
    if (step <= this.#lastStep) return;
    this.#lastStep = step;
    this.#log(`${phase.padEnd(8)} ${Math.floor(fraction * 100)} % ${printable(text)}`);
  }

  #writeAppText(stream: 'stdout' | 'stderr', text: string): void {
    if (text === '') return;
    this.#endBar();
    this.#outputs[stream].write(printable(text));
    const { stdout, stderr } = this.#outputs;
    this.#isLineOpen =
      stderr.isTerminal && (stream === 'stderr' || stdout.isTerminal) && !text.endsWith('\n');
  }

  #startBar(phase: Phase): SingleBar {
    this.#endLine();
    const bar = new SingleBar(
      {
        format: `${' '.repeat(9)}${phase.padEnd(8)} {bar} {percentage}% {text}`,
        stream: this.#options.log,
        hideCursor: true,
        barsize: 30,
        clearOnComplete: true,
      },
      Presets.shades_classic,
    );
    bar.start(1, 0, { text: '' });
    return bar;
  }

  #endBar(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #endLine(): void {
    if (this.#isLineOpen) this.#outputs.stderr.write('\n');
    this.#isLineOpen = false;
  }

  #log(line: string): void {
    this.#endBar();
    this.#endLine();
    const time = new Date().toTimeString().slice(0, 8);
    this.#outputs.stderr.write(`${time} ${line}\n`);
  }
}
