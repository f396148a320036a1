import type { Writable } from 'node:stream';
import type { Phase } from '../outcome.ts';
import type { Progress, Reporter, RunSummary } from './reporter.ts';
import { TextOutput } from './text-output.ts';

/** One JSON object a line on `output`: `{"type":"phase"|"warning"|"progress"|"output"|"finished",…}`. */
export class JsonReporter implements Reporter {
  readonly #output: TextOutput;

  constructor(output: Writable) {
    this.#output = new TextOutput(output);
  }

  phase(phase: Phase, text: string): void {
    this.#line({ type: 'phase', phase, text });
  }

  warning(phase: Phase, text: string): void {
    this.#line({ type: 'warning', phase, text });
  }

  progress(progress: Progress): void {
    this.#line({ type: 'progress', ...progress });
  }

  async appOutput(
    stream: 'stdout' | 'stderr',
    data: Uint8Array,
    options: { readonly signal: AbortSignal },
  ): Promise<void> {
    this.#line({ type: 'output', stream, base64: Buffer.from(data).toString('base64') });
    await this.#output.drained(options);
  }

  finished(summary: RunSummary): void {
    this.#line({ type: 'finished', ...summary });
  }

  close(): void {
    // Each line stands for itself.
  }

  #line(value: object): void {
    this.#output.write(`${JSON.stringify({ time: new Date().toISOString(), ...value })}\n`);
  }
}
