import { OutputSpool, spoolPath, type StreamName } from './output-spool.ts';

const STREAMS: readonly StreamName[] = ['stdout', 'stderr'];

/** Bytes of each stream. */
export type StreamSizes = Record<StreamName, number>;

/** Both spools of one step, and how much of each is kept. Whoever makes it closes it. */
export class StepOutput {
  readonly #spools: Record<StreamName, OutputSpool>;
  readonly #keepBytes: Readonly<StreamSizes>;
  readonly #seen: StreamSizes;

  /**
   * @param keepBytes what the task may still print on each stream
   * @param seen what an earlier life of the agent saw of spools that it made; undefined: they are new
   */
  constructor(
    stateDirectory: string,
    step: number,
    keepBytes: Readonly<StreamSizes>,
    seen?: Readonly<StreamSizes>,
  ) {
    const isThere = seen !== undefined;
    const stdout = new OutputSpool(spoolPath(stateDirectory, step, 'stdout'), isThere);
    try {
      const stderr = new OutputSpool(spoolPath(stateDirectory, step, 'stderr'), isThere);
      this.#spools = { stdout, stderr };
    } catch (error) {
      stdout.close();
      throw error;
    }
    this.#keepBytes = keepBytes;
    this.#seen = { stdout: 0, stderr: 0, ...seen };
  }

  /** Looks at the files; gives what was printed, by how much it grew, and what is over the limit. */
  look(): { printed: Readonly<StreamSizes>; grewBytes: number; over: StreamName | undefined } {
    const before = this.#seen.stdout + this.#seen.stderr;
    for (const stream of STREAMS) {
      this.#seen[stream] = Math.max(this.#seen[stream], this.#spools[stream].sizeBytes());
    }
    return {
      printed: this.#seen,
      grewBytes: this.#seen.stdout + this.#seen.stderr - before,
      over: STREAMS.find((stream) => this.#seen[stream] > this.#keepBytes[stream]),
    };
  }

  /** What is kept of the output at the last look. */
  kept(): StreamSizes {
    return {
      stdout: Math.min(this.#seen.stdout, this.#keepBytes.stdout),
      stderr: Math.min(this.#seen.stderr, this.#keepBytes.stderr),
    };
  }

  /** Drops what is not kept, or all. For when no program writes any more. */
  cut(toNothing = false): void {
    const kept = this.kept();
    for (const stream of STREAMS) {
      if (toNothing) this.#seen[stream] = 0;
      this.#spools[stream].cut(toNothing ? 0 : kept[stream]);
    }
  }

  [Symbol.dispose](): void {
    for (const stream of STREAMS) this.#spools[stream].close();
  }
}
