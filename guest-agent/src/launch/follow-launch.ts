import { type FSWatcher, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { ExitStatus, Launch, LaunchVerdict } from './launch-result.ts';
import { hasArgument, hasOtherProcess, isProcessAlive, signalProcess } from './process-identity.ts';
import {
  launcherMark,
  type LaunchStages,
  lostExit,
  type ProcessIdentity,
  readExit,
  readStages,
  STATUS_FILES,
} from './status-directory.ts';

/** How often a launch is looked at where nothing is announced. */
export const KEEPER_LOOK_MS = 1000;

const KEEPER_LOST = 'what waited for the program was ended by force';

/** Pauses between two looks while the launcher is about to become the program. */
const FIRST_EXEC_LOOK_MS = 1;
const LONGEST_EXEC_LOOK_MS = 64;

/** A launch as its status directory shows it: the same for a new one and for one of an earlier agent. */
export class FollowedLaunch implements Launch {
  readonly verdict: Promise<LaunchVerdict>;
  readonly exit: Promise<ExitStatus>;
  /** Settles when the leader is known, or when it is sure that there will be none. */
  readonly identified: Promise<void>;
  readonly #path: string;
  #leader: ProcessIdentity = { pid: 0, startTicks: 0 };
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #execLookMs = FIRST_EXEC_LOOK_MS;
  readonly #isChild: boolean;
  #isRunning = true;
  #endedMsAgo = 0;
  #hasVerdict = false;
  #onVerdict: (verdict: LaunchVerdict) => void = () => undefined;
  #onExit: (exit: ExitStatus) => void = () => undefined;
  #onIdentified: () => void = () => undefined;

  /**
   * @param keeper whose the keeper is: of a child, the end is told by `noteKeeperEnd`, and only then is
   *   it sure that it holds no file open any more
   * @param lostBecause why nothing of the launch can still run, where that is known
   */
  constructor(statusDirectory: string, keeper: 'child' | 'orphan', lostBecause?: string) {
    this.#isChild = keeper === 'child';
    this.#path = statusDirectory;
    this.verdict = new Promise((resolve) => (this.#onVerdict = resolve));
    this.exit = new Promise((resolve) => (this.#onExit = resolve));
    this.identified = new Promise((resolve) => (this.#onIdentified = resolve));
    if (lostBecause !== undefined) {
      this.#end(readExit(statusDirectory) ?? lostExit(lostBecause));
      return;
    }
    try {
      this.#watcher = watch(statusDirectory, () => this.look());
      // A directory that is removed under us, or no watches left: the slow look remains.
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      this.#watcher = undefined;
    }
    this.look();
  }

  get pid(): number {
    return this.#leader.pid;
  }

  get startTimeTicks(): number {
    return this.#leader.startTicks;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  get endedMsAgo(): number {
    return this.#endedMsAgo;
  }

  get namesSession(): boolean {
    return this.pid > 0 && !hasOtherProcess(this.#leader);
  }

  signal(signalNumber: number): boolean {
    return this.#isRunning && this.pid > 0 && signalProcess(this.#leader, signalNumber);
  }

  /** Takes in that the keeper, a child of the agent, has ended. */
  noteKeeperEnd(): void {
    if (this.#isRunning) this.#end(readExit(this.#path) ?? lostExit(KEEPER_LOST));
  }

  /** Takes in what is new in the directory. */
  look(): void {
    if (!this.#isRunning) return;
    const stages = readStages(this.#path);
    if (stages.leader !== undefined) {
      this.#leader = stages.leader;
      this.#onIdentified();
    }
    this.#lookForVerdict(stages);
    if (!this.#isChild) this.#lookForEnd(stages);
    if (this.#isRunning) this.#lookLater(stages);
  }

  [Symbol.dispose](): void {
    this.#isRunning = false;
    this.#watcher?.close();
    clearTimeout(this.#timer);
  }

  #end(exit: ExitStatus): void {
    this[Symbol.dispose]();
    const { failed, leader, stage = 'join' } = readStages(this.#path);
    if (leader !== undefined) this.#leader = leader;
    const file = statSync(join(this.#path, STATUS_FILES.exit), { throwIfNoEntry: false });
    this.#endedMsAgo = file === undefined ? 0 : Math.max(0, Date.now() - file.mtimeMs);
    // Without a word of failure the last stage is the program's, or a program in between gave up.
    const started = failed === undefined && stage === 'exec';
    this.#tell(started ? { started } : { started, stage, exitCode: failed ?? exit.exitCode });
    this.#onIdentified();
    this.#onExit(exit);
  }

  #lookForEnd({ keeper }: LaunchStages): void {
    const isAlive = keeper === undefined || isProcessAlive(keeper);
    // After the question whether the keeper lives: what it wrote before its end is there then.
    const exit = readExit(this.#path);
    if (exit !== undefined) this.#end(exit);
    else if (!isAlive) this.#end(lostExit(KEEPER_LOST));
  }

  #lookForVerdict({ leader, stage }: LaunchStages): void {
    if (this.#hasVerdict || leader === undefined || stage !== 'exec') return;
    if (hasArgument(leader.pid, launcherMark(this.#path))) return;
    // Gone with the exec, or with the launcher that failed after it had said so.
    if (readStages(this.#path).failed === undefined) this.#tell({ started: true });
  }

  #tell(verdict: LaunchVerdict): void {
    this.#hasVerdict = true;
    this.#onVerdict(verdict);
  }

  #lookLater({ failed, stage }: LaunchStages): void {
    const soon = !this.#hasVerdict && stage === 'exec' && failed === undefined;
    if (soon) this.#execLookMs = Math.min(this.#execLookMs * 2, LONGEST_EXEC_LOOK_MS);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), soon ? this.#execLookMs : KEEPER_LOOK_MS);
  }
}
