import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { BRIDGE_DIRECTORY } from '../../host-bridge/src/client-run/client-session.ts';
import { readCheckpointFile, type Checkpoint } from '../../host-bridge/src/checkpoint/index.ts';
import type { FabricatedSlot } from './fabricated-slot.ts';
import { reportedIn, type LossLifeFacts, type ReportedCheckpoint } from './loss-problems.ts';
import { processesOf, type RunningProcess } from './process-tree.ts';
import { type SlotEnd, SlotRun } from './slot-run.ts';
import { EXECUTABLE } from './task-world.ts';

/** How often it is looked for what is waited for. */
const LOOK_MS = 10;

/** LossLife: one life of the counting task, started and watched as the client does. */
export class LossLife implements AsyncDisposable {
  readonly run: SlotRun;
  /** What the client had been told before. */
  readonly reported: readonly ReportedCheckpoint[];
  readonly #listed: readonly Checkpoint[];
  #end: SlotEnd | undefined;
  #isKilled = false;

  private constructor(
    run: SlotRun,
    reported: readonly ReportedCheckpoint[],
    listed: readonly Checkpoint[],
  ) {
    this.run = run;
    this.reported = reported;
    this.#listed = listed;
    void run.ended.then((end) => {
      this.#end = end;
    });
  }

  static async start(
    slot: FabricatedSlot,
    reported: readonly ReportedCheckpoint[],
  ): Promise<LossLife> {
    const { checkpoints } = await readCheckpointFile(checkpointFileOf(slot));
    await slot.renew({ wuCpuTimeS: reported.at(-1)?.cpuTimeS ?? 0 });
    const run = await SlotRun.start(slot, { program: EXECUTABLE, periodMs: 50 });
    return new LossLife(run, reported, checkpoints);
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Checkpoints that the client has heard of in this life. */
  get newlyReported(): readonly ReportedCheckpoint[] {
    return reportedIn(this.run.statuses, this.reported);
  }

  get fractionDone(): number {
    return this.run.status?.fractionDone ?? 0;
  }

  /** The machine of this life; one of an earlier life may be about to end. */
  get machine(): RunningProcess | undefined {
    return processesOf({ pid: this.run.pid, directory: `${this.run.slot.directory}/` }).find(
      ({ commandLine, parentPid }) =>
        parentPid === this.run.pid && /^\S*qemu-system\S* .*overlay\.qcow2/.test(commandLine),
    );
  }

  /** How many checkpoints the file names now. While one is being saved, there is one less than before. */
  get listedCount(): number {
    try {
      const text = readFileSync(checkpointFileOf(this.run.slot), 'utf8');
      return text.split('"tag"').length - 1;
    } catch {
      return 0;
    }
  }

  /**
   * Waits for something of this life. Ends with it too.
   * @throws Error where neither comes in time
   */
  async waitFor(what: string, holds: () => boolean, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!this.hasEnded && !holds()) {
      if (performance.now() > deadline) throw new Error(`no ${what}: ${await this.log()}`);
      await pause(LOOK_MS);
    }
  }

  /** Kills the bridge. */
  kill9(): void {
    this.#isKilled = true;
    this.run.kill9();
  }

  /** Lines of this life in the task's log. */
  async log(): Promise<string> {
    const text = (await this.run.slot.readText('stderr.txt')) ?? '';
    const mark = ` (${this.run.pid}): `;
    return text
      .split('\n')
      .filter((line) => line.includes(mark))
      .join('\n');
  }

  /** What is to be judged, once it has ended. */
  async facts(): Promise<LossLifeFacts> {
    const end = await this.run.ended;
    return {
      reported: this.reported,
      listed: this.#listed,
      statuses: this.run.statuses,
      log: await this.log(),
      end,
      isKilled: this.#isKilled,
      printed: await readFile(this.run.slot.path(BRIDGE_DIRECTORY, 'stdout.txt'), 'utf8').catch(
        // Not printed anything yet.
        () => '',
      ),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run[Symbol.asyncDispose]();
  }
}

function checkpointFileOf(slot: FabricatedSlot): string {
  return slot.path(BRIDGE_DIRECTORY, 'checkpoints.json');
}
