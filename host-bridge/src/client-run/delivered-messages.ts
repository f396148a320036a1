import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Messages of the server that are kept for a return to a checkpoint; the oldest go beyond it. */
export const MAX_DELIVERED_MESSAGES = 256;

/** A message that was delivered and is kept. */
export interface DeliveredMessage {
  /** As the client has named its file. */
  readonly name: string;
  /** Checkpoints with a greater number have it in them. */
  readonly afterCheckpoint: number;
  readonly path: string;
}

/**
 * DeliveredMessages keeps what the project's server has sent and the guest has been given, as files in
 * the order in which they came, until every checkpoint that is kept has it in it: a machine that goes
 * back to an earlier one has lost the rest, and the client does not give it twice.
 */
export class DeliveredMessages {
  readonly #directory: string;
  #messages: readonly DeliveredMessage[];

  private constructor(directory: string, messages: readonly DeliveredMessage[]) {
    this.#directory = directory;
    this.#messages = messages;
  }

  /** Takes up what earlier lives have left in the directory, which is made when it is needed. */
  static async open(directory: string): Promise<DeliveredMessages> {
    const names: string[] = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const messages = names.toSorted().flatMap((entry) => {
      const [, after, name] = /^\d{8}-(\d+)-(.+)$/.exec(entry) ?? [];
      const path = join(directory, entry);
      return name === undefined ? [] : [{ name, afterCheckpoint: Number(after), path }];
    });
    return new DeliveredMessages(directory, messages);
  }

  /** Those that a machine lacks which goes on from the checkpoint of this number, the oldest first. */
  lackedBy(checkpoint: number): readonly DeliveredMessage[] {
    return this.#messages.filter(({ afterCheckpoint }) => afterCheckpoint >= checkpoint);
  }

  /** @returns content of a kept message */
  async read({ path }: DeliveredMessage): Promise<Uint8Array> {
    return await readFile(path);
  }

  /**
   * Takes over the client's file of a message that was delivered, in one step: at any instant it is in
   * the client's directory or here.
   */
  async keep(file: string, name: string, afterCheckpoint: number): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await this.#move(file, name, afterCheckpoint);
    const excess = this.#messages.length - MAX_DELIVERED_MESSAGES;
    if (excess > 0) await this.#remove(this.#messages.slice(0, excess));
  }

  /** Notes that a kept message was delivered again. */
  async delivered(message: DeliveredMessage, afterCheckpoint: number): Promise<void> {
    this.#messages = this.#messages.filter((kept) => kept !== message);
    await this.#move(message.path, message.name, afterCheckpoint);
  }

  /** Forgets what each checkpoint from this one on has in it. */
  async forgetBefore(oldestCheckpoint: number): Promise<void> {
    await this.#remove(
      this.#messages.filter(({ afterCheckpoint }) => afterCheckpoint < oldestCheckpoint),
    );
  }

  async #move(from: string, name: string, afterCheckpoint: number): Promise<void> {
    const last = this.#messages.at(-1)?.path;
    const number = last === undefined ? 1 : numberOf(last, this.#directory) + 1;
    const entry = `${String(number).padStart(8, '0')}-${afterCheckpoint}-${name}`;
    const path = join(this.#directory, entry);
    await rename(from, path);
    await using directory = await open(this.#directory, 'r');
    await directory.sync();
    this.#messages = [...this.#messages, { name, afterCheckpoint, path }];
  }

  async #remove(messages: readonly DeliveredMessage[]): Promise<void> {
    this.#messages = this.#messages.filter((kept) => !messages.includes(kept));
    for (const { path } of messages) await rm(path, { force: true });
  }
}

function numberOf(path: string, directory: string): number {
  return Number(path.slice(directory.length + 1).split('-')[0]);
}
