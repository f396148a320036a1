import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Phase } from '../../host-bridge/src/outcome.ts';
import type { Progress, RunSummary } from '../../host-bridge/src/report/reporter.ts';
import { IMAGE_DIRECTORY, REPOSITORY, type Workspace } from './workspace.ts';

/** A line that says how the run goes, in the words of `--json`. */
export type VmslotLine =
  | { readonly type: 'phase'; readonly phase: Phase; readonly text: string }
  | { readonly type: 'warning'; readonly phase: Phase; readonly text: string }
  | ({ readonly type: 'progress' } & Progress)
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly base64: string }
  | ({ readonly type: 'finished' } & RunSummary);

/** What the program left when it ended. */
export interface VmslotEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** All `finished` lines; a run prints one, as its last line, unless it is killed. */
  readonly finished: readonly RunSummary[];
  /** All that stood on standard error; nothing where all is well. */
  readonly stderr: string;
}

/** What a run may be told. */
export interface VmslotOptions {
  /** Default: the job directory of the workspace. */
  readonly job?: string;
  /** Default: that of the workspace. */
  readonly slot?: string;
  /** Further words for the command line. */
  readonly arguments?: readonly string[];
}

/** Characters of the app's output, and of standard error, that are kept. */
const MAX_TEXT_LENGTH = 1024 * 1024;

/** VmslotRun: one `vmslot run … --json` as a child process. It has ended when `ended` resolves. */
export class VmslotRun implements AsyncDisposable {
  readonly pid: number;
  /** All lines so far, without the app's output. */
  readonly lines: Exclude<VmslotLine, { type: 'output' }>[] = [];
  /** What the app printed, on both streams together, cut at {@link MAX_TEXT_LENGTH}. */
  appOutput = '';
  /** Type of the last line of all, the app's output included. */
  lastType: VmslotLine['type'] | undefined;
  readonly ended: Promise<VmslotEnd>;
  readonly #child: ChildProcess;
  readonly #watchers = new EventEmitter<{ line: [VmslotLine] }>();
  #stderr = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.pid = child.pid as number;
    const stdout = child.stdout as Readable;
    const stderr = child.stderr as Readable;
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = `${this.#stderr}${text}`.slice(0, MAX_TEXT_LENGTH);
    });
    createInterface({ input: stdout }).on('line', (line) => this.#take(line));
    this.ended = once(child, 'close').then(([exitCode, signal]) => ({
      exitCode: exitCode as number | null,
      signal: signal as NodeJS.Signals | null,
      finished: this.lines.filter((line) => line.type === 'finished'),
      stderr: this.#stderr,
    }));
  }

  /** Starts the program in a process group of its own, as a shell would. */
  static async start(workspace: Workspace, options: VmslotOptions = {}): Promise<VmslotRun> {
    const child = spawn(
      process.execPath,
      [
        join(REPOSITORY, 'host-bridge', 'bin', 'vmslot.mjs'),
        'run',
        options.job ?? workspace.job,
        '--json',
        `--slot=${options.slot ?? workspace.slot}`,
        `--out=${workspace.out}`,
        `--images=${join(IMAGE_DIRECTORY, '..')}`,
        ...(options.arguments ?? []),
      ],
      {
        cwd: workspace.root,
        detached: true,
        env: { ...process.env, TMPDIR: workspace.temporary },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const run = new VmslotRun(child);
    await once(child, 'spawn');
    return run;
  }

  /** The first line, past or future, that fits. @throws Error where the run ends without it */
  async waitFor(fits: (line: VmslotLine) => boolean): Promise<VmslotLine> {
    const past = this.lines.find(fits);
    if (past !== undefined) return past;
    return await new Promise((resolve, reject) => {
      this.#watchers.on('line', (line) => {
        if (fits(line)) resolve(line);
      });
      void this.ended.then(({ finished }) => {
        reject(new Error(`vmslot ended without the line: ${JSON.stringify(finished)}`));
      });
    });
  }

  /** Waits for a phase line. */
  async waitForPhase(phase: Phase): Promise<void> {
    await this.waitFor((line) => line.type === 'phase' && line.phase === phase);
  }

  /** Waits until the app has printed a text. */
  async waitForOutput(text: string): Promise<void> {
    await this.waitFor(() => this.appOutput.includes(text));
  }

  /** Calls back on each line from now on. */
  onLine(callback: (line: VmslotLine) => void): void {
    this.#watchers.on('line', callback);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** Sends a signal to the process group, as a terminal does for Ctrl-C. */
  killGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.kill('SIGKILL');
    await this.ended;
  }

  #take(text: string): void {
    const line = JSON.parse(text) as VmslotLine;
    this.lastType = line.type;
    if (line.type === 'output') {
      const printed = Buffer.from(line.base64, 'base64').toString('latin1');
      this.appOutput = `${this.appOutput}${printed}`.slice(0, MAX_TEXT_LENGTH);
    } else {
      this.lines.push(line);
    }
    this.#watchers.emit('line', line);
  }
}
