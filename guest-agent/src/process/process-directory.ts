import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { vmslot } from '@vmslot/proto/agent';
import { isErrorWithCode } from '../cgroup/index.ts';
import { makeDirectory } from '../state/make-directory.ts';
import { syncFile, writeWhole } from '../state/write-whole.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { MAX_DISCARDED_AT_ONCE_BYTES } from './process-limits.ts';
import type { ProcessPlan } from './process-plan.ts';

/** How the name of a directory begins that is being deleted; no identifier begins so. */
const FORGOTTEN_PREFIX = '.forgotten-';

/** Unit of `st_blocks`, see stat(2). */
const BLOCK_BYTES = 512;

/** What is kept of a request, to know the same one again. */
export interface StoredRequest {
  readonly plan: ProcessPlan;
  readonly user: GuestUser;
}

/** Figures, all of them. */
export type StoredFigures = Required<Omit<vmslot.agent.v1.ProcessFigures.$Properties, '$unknowns'>>;

/** How a process ended, as it is kept. */
export type StoredEnd = Required<
  Pick<
    vmslot.agent.v1.ProcessEnd.$Properties,
    'reason' | 'exitCode' | 'signalNumber' | 'message' | 'stdoutBytes' | 'stderrBytes'
  >
> & { readonly figures: StoredFigures; readonly pid: number };

/**
 * Directory of one process, `<state directory>/processes/<process id>`, root's alone. `request.json` is
 * there before anything is started, `end.json` when the process has ended.
 */
export class ProcessDirectory {
  readonly path: string;
  /** What the launcher and its agents write, see `launch`. */
  readonly statusPath: string;
  /** The spools' own directory, so that it can be watched. */
  readonly outputPath: string;
  readonly stdoutPath: string;
  readonly stderrPath: string;
  readonly statePath: string;
  readonly #root: string;
  readonly #requestPath: string;
  readonly #endPath: string;

  /** @param root the directory `processes` */
  constructor(root: string, processId: string) {
    this.#root = root;
    this.path = join(root, processId);
    this.statusPath = join(this.path, 'launch');
    this.outputPath = join(this.path, 'output');
    this.stdoutPath = join(this.outputPath, 'stdout');
    this.stderrPath = join(this.outputPath, 'stderr');
    this.statePath = join(this.path, 'state');
    this.#requestPath = join(this.path, 'request.json');
    this.#endPath = join(this.path, 'end.json');
  }

  /** Makes the directory with empty spools. */
  create(): void {
    mkdirSync(this.path, { mode: 0o700 });
    mkdirSync(this.outputPath, { mode: 0o700 });
    for (const path of [this.stdoutPath, this.stderrPath]) {
      writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    }
  }

  writeRequest(request: StoredRequest): void {
    writeWhole(this.#requestPath, JSON.stringify(request));
  }

  readRequest(): StoredRequest | undefined {
    return readJson(this.#requestPath) as StoredRequest | undefined;
  }

  writeEnd(end: StoredEnd): void {
    writeWhole(this.#endPath, JSON.stringify(end));
  }

  readEnd(): StoredEnd | undefined {
    return readJson(this.#endPath) as StoredEnd | undefined;
  }

  /** Waits until request and end are on the disk. */
  async sync(): Promise<void> {
    for (const path of [this.#requestPath, this.#endPath]) {
      try {
        await syncFile(path);
      } catch (error) {
        // Nothing to keep any more.
        if (!isErrorWithCode(error, 'ENOENT')) throw error;
      }
    }
  }

  /** Deletes all of it; gone at once, whatever becomes of the agent meanwhile. */
  async discard(): Promise<void> {
    const forgotten = join(this.#root, `${FORGOTTEN_PREFIX}${randomUUID()}`);
    const isSmall = this.#spooledBytes() <= MAX_DISCARDED_AT_ONCE_BYTES;
    renameSync(this.path, forgotten);
    // The few files of a process are gone sooner than a thread could be asked; large ones hold up others.
    if (isSmall) rmSync(forgotten, { recursive: true, force: true });
    else await rm(forgotten, { recursive: true, force: true });
  }

  #spooledBytes(): number {
    return [this.stdoutPath, this.stderrPath]
      .map((path) => (lstatSync(path, { throwIfNoEntry: false })?.blocks ?? 0) * BLOCK_BYTES)
      .reduce((sum, bytes) => sum + bytes, 0);
  }
}

/**
 * Makes the directory of all processes, and deletes what an earlier run left half deleted.
 *
 * @returns the directory without links, and the identifiers in it
 */
export async function openProcessesDirectory(
  stateDirectory: string,
): Promise<{ root: string; processIds: string[] }> {
  await makeDirectory(stateDirectory, 0o711);
  const root = join(await realpath(stateDirectory), 'processes');
  await makeDirectory(root, 0o700);
  const names = await readdir(root);
  for (const name of names.filter((each) => each.startsWith('.'))) {
    await rm(join(root, name), { recursive: true, force: true });
  }
  return { root, processIds: names.filter((name) => !name.startsWith('.')) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // Cut short by a loss of power: then it was never there.
    if (isErrorWithCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
