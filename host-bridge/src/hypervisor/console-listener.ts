import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { ByteTail } from './byte-tail.ts';
import { MAX_CONSOLE_TAIL_BYTES } from './driver.ts';
import { socketPath } from './socket-path.ts';

/**
 * ConsoleListener takes the one call of a hypervisor whose machine writes its console to a unix socket as
 * its client: so nothing of it is lost, however early it comes. Owner: who listens; it must `close`.
 */
export class ConsoleListener {
  readonly #path: string;
  readonly #server: Server;
  readonly #tail = new ByteTail(MAX_CONSOLE_TAIL_BYTES);
  #caller: Socket | undefined;
  #settleConnected: () => void = () => undefined;
  #settleEnded: () => void = () => undefined;
  /** Resolves when the hypervisor has called. */
  readonly connected: Promise<void>;
  /** Resolves when it has hung up, or nobody may call any more. */
  readonly ended: Promise<void>;

  private constructor(path: string) {
    this.#path = path;
    this.connected = new Promise((resolve) => {
      this.#settleConnected = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
    this.#server = createServer((caller) => this.#take(caller));
  }

  /** @throws Error of the system where there cannot be such a socket */
  static async listen(path: string): Promise<ConsoleListener> {
    await rm(path, { force: true });
    const listener = new ConsoleListener(path);
    const listening = once(listener.#server, 'listening');
    listener.#server.listen(socketPath(path));
    await listening;
    return listener;
  }

  /** What was written last, at most {@link MAX_CONSOLE_TAIL_BYTES}. */
  bytes(): Buffer {
    return this.#tail.bytes();
  }

  /** Takes no further call, and what the caller has sent to its end. Idempotent. */
  async close(): Promise<void> {
    if (this.#server.listening) this.#server.close();
    if (this.#caller === undefined) this.#settleEnded();
    await rm(this.#path, { force: true });
  }

  /** Hangs up as well. Idempotent. */
  async destroy(): Promise<void> {
    this.#caller?.destroy();
    await this.close();
  }

  #take(caller: Socket): void {
    if (this.#caller !== undefined) {
      caller.destroy();
      return;
    }
    this.#caller = caller;
    this.#server.close();
    caller.on('data', (chunk: Buffer) => this.#tail.push(chunk));
    // A reset says no more than the end: the hypervisor is gone.
    caller.on('error', () => caller.destroy());
    caller.once('close', () => this.#settleEnded());
    this.#settleConnected();
  }
}
