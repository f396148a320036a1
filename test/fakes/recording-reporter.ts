import type { Phase } from '../../host-bridge/src/outcome.ts';
import type { Progress, Reporter, RunSummary } from '../../host-bridge/src/report/reporter.ts';

/** A reporter that keeps what it was told. */
export class RecordingReporter implements Reporter {
  /** Phases in the order of their first line. */
  readonly phases: Phase[] = [];
  readonly lines: string[] = [];
  readonly warnings: string[] = [];
  readonly progresses: Progress[] = [];
  stdout = '';
  stderr = '';
  /** Called with the first line of each phase, before the run goes on. */
  onPhase: (phase: Phase) => void = () => undefined;
  /** Called with each piece of standard output. */
  onStdout: (text: string) => void = () => undefined;

  phase(phase: Phase, text: string): void {
    this.lines.push(`${phase}: ${text}`);
    if (this.phases.includes(phase)) return;
    this.phases.push(phase);
    this.onPhase(phase);
  }

  warning(phase: Phase, text: string): void {
    this.warnings.push(`${phase}: ${text}`);
  }

  progress(progress: Progress): void {
    this.progresses.push(progress);
  }

  appOutput(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    const text = Buffer.from(data).toString('utf8');
    this[stream] += text;
    if (stream === 'stdout') this.onStdout(text);
  }

  finished(summary: RunSummary): void {
    this.lines.push(`finished: ${summary.outcome}`);
  }

  close(): void {
    // Nothing is open.
  }
}
