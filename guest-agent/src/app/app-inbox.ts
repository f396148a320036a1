import { mkdirSync, readdirSync, truncateSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorWithCode } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { syncFile, writeWhole } from '../state/write-whole.ts';
import { MAX_RECEIVED_TRICKLES } from './app-limits.ts';

/** Of a file that is a message; what a killed agent has left half written has another end. */
const MESSAGE_NAME = /^(\d+)\.(.+)\.message$/;

/** How the host names files that are messages of the project's server. */
const TRICKLE_DOWN_PREFIX = 'trickle_down_';

/** True for a delivered file that is a message of the project's server. */
export function isMessageName(name: string): boolean {
  return name.startsWith(TRICKLE_DOWN_PREFIX);
}

/**
 * Messages of the project's server for the programs of a task, numbered from 1. A message is known by
 * its name, so one that the host gives again, as after a lost reply, is there once. One that was taken
 * keeps its name and no content.
 */
export class AppInbox {
  readonly #directory: string;
  readonly #numbers = new Map<string, number>();
  readonly #names = new Map<number, string>();

  /** Takes up what there is. @param directory made where it is missing */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(directory)) {
      const [, number, name = ''] = MESSAGE_NAME.exec(file) ?? [];
      if (number !== undefined) this.#note(name, Number(number));
    }
  }

  /** Number of the newest message; 0: there is none. */
  get lastNumber(): number {
    return this.#numbers.size;
  }

  /** Number of a message; 0: it is not known. */
  numberOf(name: string): number {
    return this.#numbers.get(name) ?? 0;
  }

  /**
   * Keeps a message, on the disk when this settles; one that is known already changes nothing. Where
   * MAX_RECEIVED_TRICKLES wait it is passed over.
   *
   * @param takenNumber of the last one that does not wait any more
   * @throws {AgentError} resource_exhausted without room
   */
  async add(name: string, content: Uint8Array, takenNumber: number): Promise<void> {
    if (this.#numbers.has(name)) return;
    if (this.lastNumber - takenNumber >= MAX_RECEIVED_TRICKLES) return;
    const number = this.lastNumber + 1;
    const path = this.#path(name, number);
    try {
      writeWhole(path, content);
      await syncFile(path);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) throw error;
      const message = `file "${name}": the disk of the guest is full`;
      throw new AgentError('resource_exhausted', message, { cause: error });
    }
    this.#note(name, number);
  }

  /** Name and content of a message that was not dropped. */
  async read(number: number): Promise<{ readonly fileName: string; readonly text: Uint8Array }> {
    const fileName = this.#names.get(number) ?? '';
    return { fileName, text: await readFile(this.#path(fileName, number)) };
  }

  /** Gives back the room of messages from one number to another, both inclusive. */
  drop(first: number, last: number): void {
    for (let number = first; number <= last; number += 1) {
      truncateSync(this.#path(this.#names.get(number) ?? '', number));
    }
  }

  #note(name: string, number: number): void {
    this.#numbers.set(name, number);
    this.#names.set(number, name);
  }

  #path(name: string, number: number): string {
    return join(this.#directory, `${number}.${name}.message`);
  }
}
