import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Exclusive } from '../flow/exclusive.ts';
import type { EventLog, TrickleSource } from './event-log.ts';
import { trickleSpoolPath } from './output-spool.ts';

/**
 * The file with the texts of all trickles of a task. They come from files and from calls at the same
 * time, so one is written after the other.
 */
export class TrickleSpool {
  readonly #stateDirectory: string;
  readonly #log: EventLog;
  readonly #exclusive = new Exclusive();

  constructor(stateDirectory: string, log: EventLog) {
    this.#stateDirectory = stateDirectory;
    this.#log = log;
  }

  /** Makes an event of a text; it is on the disk then. @throws the system's error */
  async add(step: number, source: TrickleSource, text: Uint8Array): Promise<void> {
    await this.#exclusive.run(async () => {
      // What an earlier run wrote and did not get into the journal is written over.
      const start = this.#log.files.trickleBytes;
      {
        const { O_CREAT, O_WRONLY } = constants;
        const path = trickleSpoolPath(this.#stateDirectory);
        await using spool = await open(path, O_CREAT | O_WRONLY, 0o600);
        let done = 0;
        while (done < text.length) {
          done += (await spool.write(text, done, text.length - done, start + done)).bytesWritten;
        }
        await spool.sync();
      }
      await this.#log.addTrickle(step, source, { start, end: start + text.length });
    });
  }
}
