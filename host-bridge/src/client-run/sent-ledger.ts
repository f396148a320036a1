import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeAtomically } from '../slot/write-atomically.ts';

/**
 * Most trickles that one task may send; each is an entry here, and the whole is written for each. One an
 * hour for half a year.
 */
export const MAX_SENT_TRICKLES = 5_000;

/** What was handed to the client for good. */
interface SentContent {
  /** SHA-256 of each trickle's variety and text, by its ordinal in the task. */
  readonly trickles: Readonly<Record<string, string>>;
  /** Sources of outputs whose upload was asked for. */
  readonly outputs: readonly string[];
  /** Runtime for which partial credit was claimed, in milliseconds. */
  readonly creditedRuntimeMs: number;
}

const NOTHING: SentContent = { trickles: {}, outputs: [], creditedRuntimeMs: 0 };

/**
 * SentLedger remembers what went to the project, over all lives of a task and over a return to a
 * checkpoint: work that is done again sends the same messages again, and they must not count twice.
 */
export class SentLedger {
  readonly #file: string;
  #content: SentContent;

  private constructor(file: string, content: SentContent) {
    this.#file = file;
    this.#content = content;
  }

  /** A ledger that is not there or damaged is empty: better a message twice than none. */
  static async open(file: string): Promise<SentLedger> {
    try {
      const value: unknown = JSON.parse(await readFile(file, 'utf8'));
      if (isContent(value)) return new SentLedger(file, value);
    } catch {
      // Not there yet, or cut off.
    }
    return new SentLedger(file, NOTHING);
  }

  get creditedRuntimeMs(): number {
    return this.#content.creditedRuntimeMs;
  }

  get outputs(): Set<string> {
    return new Set(this.#content.outputs);
  }

  hasTrickle(ordinal: number, variety: string, text: string): boolean {
    return this.#content.trickles[String(ordinal)] === digest(variety, text);
  }

  /** False where a trickle of this number would be one too many. */
  hasRoom(ordinal: number): boolean {
    const { trickles } = this.#content;
    return (
      Object.hasOwn(trickles, String(ordinal)) || Object.keys(trickles).length < MAX_SENT_TRICKLES
    );
  }

  async addTrickle(ordinal: number, variety: string, text: string): Promise<void> {
    const trickles = { ...this.#content.trickles, [String(ordinal)]: digest(variety, text) };
    await this.#write({ ...this.#content, trickles });
  }

  async addOutput(source: string): Promise<void> {
    await this.#write({ ...this.#content, outputs: [...this.outputs.add(source)] });
  }

  async credit(creditedRuntimeMs: number): Promise<void> {
    await this.#write({ ...this.#content, creditedRuntimeMs });
  }

  async #write(content: SentContent): Promise<void> {
    await writeAtomically(this.#file, `${JSON.stringify(content)}\n`);
    this.#content = content;
  }
}

function digest(variety: string, text: string): string {
  return createHash('sha256').update(`${variety}\0${text}`).digest('hex');
}

function isContent(value: unknown): value is SentContent {
  if (typeof value !== 'object' || value === null) return false;
  const { trickles, outputs, creditedRuntimeMs } = value as Partial<Record<string, unknown>>;
  if (typeof trickles !== 'object' || trickles === null || Array.isArray(trickles)) return false;
  if (!Array.isArray(outputs) || typeof creditedRuntimeMs !== 'number') return false;
  const texts: unknown[] = [...outputs, ...Object.values(trickles)];
  return creditedRuntimeMs >= 0 && texts.every((text) => typeof text === 'string');
}
