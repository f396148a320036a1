import type { vmslot } from '@vmslot/proto/agent';
import type { JournalRecord } from './journal-record.ts';

/** What the journal says of a task's watched files. Made from its records, in their order. */
export class FileLedger {
  readonly #ready = new Set<number>();
  readonly #refused = new Set<string>();
  #trickleCount = 0;
  #trickleBytes = 0;

  /** Trickles that are written down. */
  get trickleCount(): number {
    return this.#trickleCount;
  }

  /** Bytes of the file of all trickles that belong to one. */
  get trickleBytes(): number {
    return this.#trickleBytes;
  }

  /** True where an upload file was announced. */
  isReady(file: number): boolean {
    return this.#ready.has(file);
  }

  /** True where it was told already that a trickle file was refused for this reason. */
  isRefused(file: number, reason: vmslot.agent.v1.RefusalReason): boolean {
    return this.#refused.has(`${file} ${reason}`);
  }

  /** Takes in a record, of whatever kind. */
  note(record: JournalRecord): void {
    if (record.kind === 'upload') this.#ready.add(record.file);
    if (record.kind === 'refused') this.#refused.add(`${record.file} ${record.reason}`);
    if (record.kind !== 'trickle') return;
    this.#trickleCount += 1;
    this.#trickleBytes = record.end;
  }
}
