import type { FabricatedSlot } from './fabricated-slot.ts';
import { LossLife } from './loss-life.ts';
import { problemsOfLife, type ReportedCheckpoint, startedFrom } from './loss-problems.ts';

/** What the lives of a round have shown. */
export interface LossFindings {
  /** One line each; none where all is right. */
  readonly problems: readonly string[];
  /** The checkpoint that the last of them went on from. */
  readonly from: string | undefined;
  /** Their logs. */
  readonly log: string;
}

/** How much longer a CPU time may be than it was told. */
const CPU_TIME_PRECISION_S = 0.01;

/** LossTask: the task over all its lives, with what its client knows of it. Disposing it ends the life. */
export class LossTask implements AsyncDisposable {
  readonly slot: FabricatedSlot;
  #reported: readonly ReportedCheckpoint[] = [];
  #life: LossLife | undefined;
  #problems: string[] = [];
  #logs: string[] = [];
  #from: string | undefined;

  constructor(slot: FabricatedSlot) {
    this.slot = slot;
  }

  /** The one that runs, or has not been judged yet. */
  get life(): LossLife | undefined {
    return this.#life;
  }

  /** Checkpoints that the client was told in lives that have ended, the oldest first. */
  get reported(): readonly ReportedCheckpoint[] {
    return this.#reported;
  }

  async start(): Promise<LossLife> {
    this.#life = await LossLife.start(this.slot, this.#reported);
    return this.#life;
  }

  /** Waits for the end of a life, and judges it. */
  async end(life: LossLife): Promise<void> {
    if (this.#life !== life) return;
    const facts = await life.facts();
    this.#life = undefined;
    this.#problems.push(...problemsOfLife(facts));
    this.#logs.push(facts.log);
    const tag = startedFrom(facts.log);
    this.#from = tag ?? this.#from;
    // What the machine went back behind is no more.
    const restored = facts.listed.find((checkpoint) => checkpoint.tag === tag);
    const limitS = (restored?.figures.cpuTimeMs ?? Infinity) / 1000 + CPU_TIME_PRECISION_S;
    const kept = facts.reported.filter(({ cpuTimeS }) => cpuTimeS <= limitS);
    this.#reported = [...kept, ...life.newlyReported];
  }

  /** Adds what somebody else has found. */
  addProblem(problem: string): void {
    this.#problems.push(problem);
  }

  /** What was found since the last call. */
  takeFindings(): LossFindings {
    const findings = { problems: this.#problems, from: this.#from, log: this.#logs.join('\n') };
    [this.#problems, this.#logs, this.#from] = [[], [], undefined];
    return findings;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#life?.[Symbol.asyncDispose]();
  }
}
