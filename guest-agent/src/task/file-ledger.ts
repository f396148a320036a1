import type { vmslot } from '@vmslot/proto/agent';
import type { JournalRecord } from './journal-record.ts';

/** What the journal says of a task's watched files. Made from its records, in their order. */
export class FileLedger {
  readonly #ready = new Set<number>();
  readonly #refused = new Set<string>();
  readonly #trickleIds = new Set<string>();
  readonly #requested = new Set<string>();
  #trickleCount = 0;
  #fileTrickleCount = 0;
  #trickleBytes = 0;

  /** Trickles that are written down. */
  get trickleCount(): number {
    return this.#trickleCount;
  }

  /** Those of them that were files. */
  get fileTrickleCount(): number {
    return this.#fileTrickleCount;
  }

  /** Bytes of the file of all trickles that belong to one. */
  get trickleBytes(): number {
    return this.#trickleBytes;
  }

  /** True where an upload file was announced. */
  isReady(file: number): boolean {
    return this.#ready.has(file);
  }

  /** True where a program has sent a trickle under this id. */
  hasTrickle(trickleId: string): boolean {
    return this.#trickleIds.has(trickleId);
  }

  /** True where an upload was announced because a program asked for it, and the request does not name it. */
  isRequested(path: string): boolean {
    return this.#requested.has(path);
  }

  /** Number of paths for which that is true. */
  get requestedCount(): number {
    return this.#requested.size;
  }

  /** True where it was told already that a trickle file was refused for this reason. */
  isRefused(file: number, reason: vmslot.agent.v1.RefusalReason): boolean {
    return this.#refused.has(`${file} ${reason}`);
  }

  /** Takes in a record, of whatever kind. */
  note(record: JournalRecord): void {
    if (record.kind === 'upload') {
      if (record.file !== undefined) this.#ready.add(record.file);
      if (record.path !== undefined) this.#requested.add(record.path);
    }
    if (record.kind === 'refused') this.#refused.add(`${record.file} ${record.reason}`);
    if (record.kind !== 'trickle') return;
    this.#trickleCount += 1;
    if (record.file !== undefined) this.#fileTrickleCount += 1;
    if (record.trickleId !== undefined) this.#trickleIds.add(record.trickleId);
    this.#trickleBytes = record.end;
  }
}
