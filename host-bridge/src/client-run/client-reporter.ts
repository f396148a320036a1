import { ByteTail } from '../hypervisor/byte-tail.ts';
import { printableLines } from '../hypervisor/printable-lines.ts';
import type { Phase } from '../outcome.ts';
import type { Progress, Reporter, RunSummary } from '../report/reporter.ts';
import { formatLogLine } from './client-log.ts';

/** Most bytes that one life of a task writes to stderr while it runs. */
export const MAX_EPISODE_LOG_BYTES = 256 * 1024;

/** Bytes of the app's standard output and standard error, each, that go into the log at the end. */
export const APP_TAIL_BYTES = 4 * 1024;

/** Lines of each of them. */
export const APP_TAIL_LINES = 40;

/** The log of a task: a line an event on stderr, which the client keeps and sends with the result. */
export class ClientReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #tails = { stdout: new ByteTail(APP_TAIL_BYTES), stderr: new ByteTail(APP_TAIL_BYTES) };
  readonly #lastSteps = new Map<Phase, number>();
  #byteCount = 0;

  /** @param write appends to stderr.txt; its failure is nobody's business */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  phase(phase: Phase, text: string): void {
    this.log(`${phase.padEnd(8)} ${text}`);
  }

  warning(phase: Phase, text: string): void {
    this.log(`${phase.padEnd(8)} warning: ${text}`);
  }

  /** Each tenth of a phase is a line. */
  progress({ phase, fraction, text }: Progress): void {
    const step = Math.floor(fraction * 10);
    if (step <= (this.#lastSteps.get(phase) ?? 0)) return;
    this.#lastSteps.set(phase, step);
    this.log(`${phase.padEnd(8)} ${Math.floor(fraction * 100)} % ${text}`);
  }

  appOutput(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    this.#tails[stream].push(data);
  }

  /** The last that the app printed. */
  appTail(stream: 'stdout' | 'stderr'): readonly string[] {
    return printableLines(this.#tails[stream].bytes(), APP_TAIL_LINES);
  }

  /** The end is told by the head of the log, see stderr-file.ts. */
  finished(summary: RunSummary): void {
    for (const line of summary.details) this.log(`${summary.phase.padEnd(8)} | ${line}`);
  }

  close(): void {
    // Each line stands for itself.
  }

  log(text: string): void {
    if (this.#byteCount >= MAX_EPISODE_LOG_BYTES) return;
    const line = `${formatLogLine(text, new Date(), process.pid)}\n`;
    this.#byteCount += Buffer.byteLength(line);
    const isLast = this.#byteCount >= MAX_EPISODE_LOG_BYTES;
    this.#write(isLast ? `${line}(the log is full; no more lines until the end)\n` : line);
  }
}
