import { existsSync } from 'node:fs';
import { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../../errors.ts';
import { Exclusive } from '../../flow/exclusive.ts';
import { parseMounts } from '../parse-mounts.ts';
import { readProc } from '../read-proc.ts';
import { runProgram } from '../run-program.ts';
import { DEFAULT_FREEZE_TIMEOUT_MS, MAX_FREEZE_TIMEOUT_MS } from '../system-limits.ts';
import { chooseMounts } from './choose-mounts.ts';
import { findLeftWatches } from './find-left-watches.ts';
import { saysAlreadyFrozen, saysNotFrozen, type FreezeLine } from './freeze-script.ts';
import { endGroup, FreezeWatch } from './freeze-watch.ts';

type State = vmslot.agent.v1.IFileSystemState;
type ThawReply = vmslot.agent.v1.IThawFileSystemsResponse;

const {
  FREEZE_STATE_FROZEN: FROZEN,
  FREEZE_STATE_ALREADY: ALREADY,
  FREEZE_STATE_REFUSED: REFUSED,
  FREEZE_STATE_THAWED: THAWED,
} = vmslot.agent.v1.FreezeState;

const FREEZE_PROGRAM = '/sbin/fsfreeze';

/** What freezing takes besides. */
export const FREEZE_PROGRAMS: readonly string[] = [FREEZE_PROGRAM, '/bin/dash', '/bin/sleep'];

/** What a freezer is given. */
export interface FileSystemFreezerOptions {
  /** False: file systems are frozen only by their names. */
  readonly ownsMachine: boolean;
  readonly log: (line: string) => void;
}

/** File systems that are frozen, in the order of freezing, with the process that will thaw them. */
interface Held {
  readonly watch: FreezeWatch;
  readonly mountPoints: readonly string[];
}

/** FreezeFileSystems and ThawFileSystems of SystemService. Disposing it thaws. */
export class FileSystemFreezer implements AsyncDisposable {
  readonly #options: FileSystemFreezerOptions;
  readonly #exclusive = new Exclusive();
  #held: Held | undefined;
  /** Thawed by the watchdog, which nobody has been told of yet. */
  #expired: Held | undefined;
  #isFreezing = false;

  constructor(options: FileSystemFreezerOptions) {
    this.#options = options;
  }

  /** True from before the first file system is frozen until the last is thawed. */
  get isFrozen(): boolean {
    return this.#isFreezing || this.#held !== undefined;
  }

  /**
   * @throws AgentError invalid_argument; failed_precondition; unimplemented without `fsfreeze`;
   * deadline_exceeded where it took longer than the time, and then all are thawed again
   */
  async freeze(
    request: vmslot.agent.v1.IFreezeFileSystemsRequest,
    signal: AbortSignal,
  ): Promise<vmslot.agent.v1.IFreezeFileSystemsResponse> {
    const timeoutMs = request.timeoutMs || DEFAULT_FREEZE_TIMEOUT_MS;
    const paths = request.paths ?? [];
    if (timeoutMs > MAX_FREEZE_TIMEOUT_MS) {
      throw new AgentError('invalid_argument', `timeout_ms: at most ${MAX_FREEZE_TIMEOUT_MS}`);
    }
    if (paths.length === 0 && !this.#options.ownsMachine) {
      throw new AgentError(
        'failed_precondition',
        'this agent does not own its machine: name the mount points to be frozen',
      );
    }
    const lacking = FREEZE_PROGRAMS.find((path) => !existsSync(path));
    if (lacking !== undefined) {
      throw new AgentError('unimplemented', `this machine has no ${lacking}`);
    }
    return { fileSystems: await this.#exclusive.run(() => this.#freeze(paths, timeoutMs, signal)) };
  }

  /** Thaws what is frozen, also what an agent before this one has frozen. */
  async thaw(): Promise<ThawReply> {
    return await this.#exclusive.run(() => this.#thaw());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isFrozen) await this.thaw();
  }

  async #freeze(
    paths: readonly string[],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<State[]> {
    signal.throwIfAborted();
    const { mountPoints, missing } = chooseMounts(
      parseMounts(readProc('/proc/self/mountinfo')),
      paths,
    );
    const refused = missing.map((path) => refusal(path, 'no file system is mounted there'));
    if (this.#held !== undefined) return [...refuseMore(this.#held, mountPoints), ...refused];
    if (mountPoints.length === 0) return refused;
    this.#expired = undefined;
    this.#isFreezing = true;
    try {
      const watch = await FreezeWatch.start(mountPoints, { timeoutMs });
      await watch.tried;
      await this.#hold({ watch, mountPoints }, timeoutMs, signal);
      return [
        ...mountPoints.map((path, index) => describe(path, watch.results.get(index))),
        ...refused,
      ];
    } finally {
      this.#isFreezing = false;
    }
  }

  /** Keeps what was frozen, unless the time is over or nobody waits for it any more. */
  async #hold(tried: Held, timeoutMs: number, signal: AbortSignal): Promise<void> {
    const { watch, mountPoints } = tried;
    if (watch.isExpired) {
      await watch.ended;
      throw new AgentError(
        'deadline_exceeded',
        `the file systems could not be frozen within ${timeoutMs} ms; they are thawed again`,
      );
    }
    const frozen = mountPoints.filter((_path, index) => watch.results.get(index)?.exitCode === 0);
    if (frozen.length === 0) {
      watch.end();
      return;
    }
    const held = { watch, mountPoints: frozen };
    this.#held = held;
    void watch.ended.then(() => this.#noteEnd(held));
    if (!signal.aborted) return;
    await this.#thaw();
    signal.throwIfAborted();
  }

  /** The watchdog is gone, and was not ended from here: its time was over, or somebody killed it. */
  #noteEnd(held: Held): void {
    if (this.#held !== held) return;
    this.#held = undefined;
    this.#expired = held;
    const names = held.mountPoints.join(', ');
    const why = held.watch.isExpired ? 'nobody thawed in time' : 'the watchdog was killed';
    this.#options.log(`${why}: thawed ${names}`);
    // What it has started goes with it. Without a watchdog nothing stays frozen; thawing twice does no harm.
    held.watch.end();
    void this.#exclusive.run(() => thawAll(held.mountPoints));
  }

  async #thaw(): Promise<ThawReply> {
    const held = this.#held;
    if (held === undefined)
      return this.#expired === undefined ? await thawLeft() : this.#tellExpired();
    const fileSystems = await thawAll(held.mountPoints);
    const tooLate =
      held.watch.isExpired || fileSystems.some(({ message }) => message !== undefined);
    // What could not be thawed from here is left to the watchdog.
    if (fileSystems.some(({ state }) => state === REFUSED)) return { fileSystems, tooLate };
    this.#held = undefined;
    held.watch.end();
    await held.watch.ended;
    return { fileSystems, tooLate };
  }

  #tellExpired(): ThawReply {
    const mountPoints = this.#expired?.mountPoints ?? [];
    this.#expired = undefined;
    return {
      fileSystems: mountPoints.map((mountPoint) => ({ mountPoint, state: THAWED })),
      tooLate: true,
    };
  }
}

/** A freeze is one whole: what is frozen together is thawed together. */
function refuseMore(held: Held, mountPoints: readonly string[]): State[] {
  return mountPoints.map((mountPoint) =>
    held.mountPoints.includes(mountPoint)
      ? { mountPoint, state: ALREADY }
      : refusal(mountPoint, 'other file systems are frozen now: thaw them first'),
  );
}

function describe(mountPoint: string, line: FreezeLine | undefined): State {
  if (line === undefined) return refusal(mountPoint, 'it was not tried');
  if (line.exitCode === 0) return { mountPoint, state: FROZEN };
  if (saysAlreadyFrozen(line.message)) return { mountPoint, state: ALREADY };
  return refusal(mountPoint, line.message);
}

function refusal(mountPoint: string, message: string): State {
  return { mountPoint, state: REFUSED, message };
}

/** Thaws in the order of mounting. A message is there only where one was not frozen any more, or failed. */
async function thawAll(mountPoints: readonly string[]): Promise<State[]> {
  const states: State[] = [];
  // Not the caller's signal: half of them frozen is what nobody wants.
  const { signal } = new AbortController();
  for (const mountPoint of mountPoints.toReversed()) {
    try {
      // One after the other, on purpose: the next may lie on this one.
      await runProgram(FREEZE_PROGRAM, ['--unfreeze', mountPoint], { signal });
      states.push({ mountPoint, state: THAWED });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (saysNotFrozen(message)) states.push({ mountPoint, state: THAWED, message });
      else states.push(refusal(mountPoint, message));
    }
  }
  return states;
}

/** Thaws what the watchdogs of earlier agents wait to thaw, and ends them. */
async function thawLeft(): Promise<ThawReply> {
  const left = findLeftWatches();
  const fileSystems = await thawAll([...new Set(left.flatMap(({ mountPoints }) => mountPoints))]);
  if (fileSystems.every(({ state }) => state === THAWED)) {
    for (const { pid } of left) endGroup(pid);
  }
  return { fileSystems, tooLate: false };
}
