import type { Duplex } from 'node:stream';
import { createDuplexPair } from '@vmslot/proto/testing';

/** A host on a line that somebody listens to. */
export interface RecordedHost {
  /** What the host dials. */
  readonly end: Duplex;
  /** All that it has said. */
  readonly said: Uint8Array[];
  /** Takes the host off the line; the line stays. */
  readonly leave: () => void;
}

/**
 * A line with no connections, such as a port: hosts come and go on it, and whoever else can reach it
 * writes to it as they do. The pipe belongs to the caller.
 */
export class RecordedLine {
  readonly #pipe: Duplex;
  /** All that the agent has said. */
  readonly heard: Uint8Array[] = [];
  #host: Duplex | undefined;

  constructor(pipe: Duplex) {
    this.#pipe = pipe;
    pipe.on('data', (chunk: Buffer) => {
      this.heard.push(chunk);
      this.#host?.write(chunk);
    });
  }

  /** Puts a host on the line, in the place of the one before. */
  dial(): RecordedHost {
    const [end, inner] = createDuplexPair();
    const said: Uint8Array[] = [];
    inner
      .on('error', () => undefined)
      .on('data', (chunk: Buffer) => {
        said.push(chunk);
        this.#pipe.write(chunk);
      });
    this.#host = inner;
    const leave = (): void => {
      if (this.#host === inner) this.#host = undefined;
      inner.destroy();
    };
    return { end, said, leave };
  }

  /** Writes to the agent as an attacker does. */
  inject(bytes: Uint8Array): void {
    this.#pipe.write(bytes);
  }
}
