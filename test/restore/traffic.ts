import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RpcError } from '@vmslot/proto/rpc';
import { downloadFile, uploadFile } from '../../host-bridge/src/agent-client/index.ts';
import type { RestoredMachine } from './restored-machine.ts';

const FILE_BYTES = 300 * 1024;

/** Longest time for one attempt: whatever takes longer hangs. */
export const HANG_MS = 60_000;

/** One piece of work for the guest. Its caller tries again until it is done, always by the same name. */
interface Piece {
  readonly attempt: (signal: AbortSignal) => Promise<void>;
  /** When it was done; undefined as long as it is not. */
  doneAtMs?: number | undefined;
}

/** A kind of work, one piece after the other. */
interface Lane {
  readonly make: (index: number) => Piece;
  readonly pieces: Piece[];
}

/** What a round of traffic came to. */
export interface TrafficFigures {
  readonly execCount: number;
  /** Pieces that were under way when the machine was killed. */
  readonly cutCount: number;
  /** Pieces that had been done after the snapshot, and so had to be done again. */
  readonly undoneCount: number;
  /** Longest time from the kill until a call under way had failed, in milliseconds. */
  readonly slowestFailureMs: number;
  /** Longest time from the agent's first answer until a kind of work had its first one. */
  readonly slowestAnswerMs: number;
}

/**
 * Traffic: programs, uploads and downloads for one round of kill and restore. Each kind goes on without a
 * pause, as a caller does who does not know that there are snapshots, and who repeats what failed.
 */
export class Traffic {
  readonly #machine: RestoredMachine;
  readonly #round: number;
  readonly #lanes: readonly Lane[];
  readonly #exitCodes = new Map<string, { readonly wanted: number; seen?: number }>();
  readonly #uploads = new Map<string, string>();
  #killedAtMs: number | undefined;
  #cutCount = 0;
  #undoneCount = 0;
  #slowestFailureMs = 0;
  #slowestAnswerMs = 0;

  constructor(machine: RestoredMachine, round: number) {
    this.#machine = machine;
    this.#round = round;
    this.#lanes = [
      { make: (index) => this.#exec(`a${index}`, index), pieces: [] },
      { make: (index) => this.#exec(`b${index}`, index + 50), pieces: [] },
      { make: (index) => this.#upload(index), pieces: [] },
      { make: () => this.#download(), pieces: [] },
    ];
  }

  /** Works until the machine is killed. */
  async untilKilled(): Promise<void> {
    const lane = async ({ make, pieces }: Lane) => {
      while (this.#killedAtMs === undefined) {
        const piece = make(pieces.length);
        pieces.push(piece);
        await this.#try(piece);
      }
    };
    await Promise.all(this.#lanes.map(lane));
  }

  /** To be called right before the machine is killed. */
  kill(): void {
    this.#killedAtMs = performance.now();
  }

  /**
   * What a snapshot that was begun then does not hold is done again, in the order of before.
   * @throws where a piece fails now that nobody disturbs it, or something was done twice or not at all
   */
  async finish({ savedAtMs }: { readonly savedAtMs: number }): Promise<TrafficFigures> {
    this.#killedAtMs = undefined;
    const backAtMs = performance.now();
    const lane = async ({ pieces }: Lane) => {
      let isFirst = true;
      for (const piece of pieces) {
        if (piece.doneAtMs !== undefined && piece.doneAtMs < savedAtMs) continue;
        if (piece.doneAtMs !== undefined) this.#undoneCount += 1;
        piece.doneAtMs = undefined;
        await piece.attempt(AbortSignal.timeout(HANG_MS));
        const takenMs = performance.now() - backAtMs;
        if (isFirst) this.#slowestAnswerMs = Math.max(this.#slowestAnswerMs, takenMs);
        isFirst = false;
      }
    };
    await Promise.all(this.#lanes.map(lane));
    await this.#check();
    return {
      execCount: this.#exitCodes.size,
      cutCount: this.#cutCount,
      undoneCount: this.#undoneCount,
      slowestFailureMs: this.#slowestFailureMs,
      slowestAnswerMs: this.#slowestAnswerMs,
    };
  }

  async #try(piece: Piece): Promise<void> {
    try {
      await piece.attempt(AbortSignal.timeout(HANG_MS));
      piece.doneAtMs = performance.now();
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== 'unavailable') throw error;
      if (this.#killedAtMs === undefined) {
        throw new Error('a call failed while the machine was there', { cause: error });
      }
      this.#cutCount += 1;
      const takenMs = performance.now() - this.#killedAtMs;
      this.#slowestFailureMs = Math.max(this.#slowestFailureMs, takenMs);
    }
  }

  /** A program that leaves a line, and an exit status of its own. */
  #exec(name: string, exitCode: number): Piece {
    const processId = `r${this.#round}-${name}`;
    const status = { wanted: 1 + (exitCode % 200) } as { wanted: number; seen?: number };
    this.#exitCodes.set(processId, status);
    const script = `echo ${processId} >> ${this.#ranFile}; exit ${status.wanted}`;
    const spec = { argv: ['/bin/busybox', 'sh', '-c', script], user: 'root' };
    const { client } = this.#machine;
    return {
      attempt: async (signal) => {
        await client.process.start({ processId, spec }, { signal });
        for await (const { end } of client.process.watch({ processId }, { signal })) {
          if (end) status.seen = end.exitCode ?? -1;
        }
      },
    };
  }

  #upload(index: number): Piece {
    const path = `/var/tmp/up-${this.#round}-${index}`;
    const localPath = join(this.#machine.directory, 'up');
    const uploadId = `up-${this.#round}-${index}`;
    return {
      attempt: async (signal) => {
        const retry = { fruitlessAttemptCount: 1, signal };
        const { sha256 } = await uploadFile(this.#machine.client, {
          localPath,
          path,
          uploadId,
          ...retry,
        });
        this.#uploads.set(path, sha256);
      },
    };
  }

  #download(): Piece {
    const localPath = join(this.#machine.directory, 'down');
    return {
      attempt: async (signal) => {
        const retry = { fruitlessAttemptCount: 1, signal };
        await downloadFile(this.#machine.client, { path: FILE_IN_GUEST, localPath, ...retry });
        if (!(await readFile(localPath)).equals(CONTENT))
          throw new Error('a download is not what is in the guest');
      },
    };
  }

  get #ranFile(): string {
    return `/var/tmp/ran-${this.#round}`;
  }

  /** Nothing ran twice, nothing was lost. */
  async #check(): Promise<void> {
    const { client, directory } = this.#machine;
    const localPath = join(directory, 'check');
    const signal = AbortSignal.timeout(HANG_MS);
    await downloadFile(client, { path: this.#ranFile, localPath, signal });
    const ran = (await readFile(localPath, 'utf8')).trimEnd().split('\n').toSorted();
    const wanted = [...this.#exitCodes.keys()].toSorted();
    if (ran.join() !== wanted.join())
      throw new Error(`${wanted.join()} were to run, but it was ${ran.join()}`);
    for (const [processId, { wanted: code, seen }] of this.#exitCodes) {
      if (seen !== code) throw new Error(`${processId} ended with ${seen}, not with ${code}`);
      await client.process.forget({ processId }, { signal });
    }
    for (const [path, sha256] of this.#uploads) {
      await downloadFile(client, { path, localPath, signal });
      const found = createHash('sha256')
        .update(await readFile(localPath))
        .digest('hex');
      if (found !== sha256) throw new Error(`${path} is not what was sent`);
      await client.file.remove({ path }, { signal });
    }
    await client.file.remove({ path: this.#ranFile }, { signal });
  }
}

const FILE_IN_GUEST = '/var/tmp/down';
const CONTENT = Buffer.alloc(FILE_BYTES, 'what goes to and fro, and must stay as it is; ');

/** Files that the transfers need, on both sides. */
export async function readyTraffic(machine: RestoredMachine): Promise<void> {
  const localPath = join(machine.directory, 'up');
  await writeFile(localPath, CONTENT);
  await uploadFile(machine.client, { localPath, path: FILE_IN_GUEST });
}
