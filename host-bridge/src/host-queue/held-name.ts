import { createServer, type Server, type Socket } from 'node:net';
import type { Turn } from './turn.ts';

/** Bridges that may wait at one turn; further ones are sent away and ask again and again. */
export const MAX_WAITING_COUNT = 256;

/**
 * Time between two that wait and are told that the turn is free: long enough, as a rule, for the earlier
 * one to have it.
 */
export const WAKE_GAP_MS = 50;

/**
 * HeldName is a turn that is held: the name of a socket on which this process listens. There is one
 * listener for a name, and the kernel sees to it; it also ends the listening of a process that dies.
 * Those who wait are connected, and see the end of their connection.
 */
export class HeldName implements Turn {
  readonly obstacle = undefined;
  readonly #server: Server;
  /** In the order in which they came. */
  readonly #waiting = new Set<Socket>();
  #limit: NodeJS.Timeout | undefined;
  #isReleased = false;

  private constructor() {
    this.#server = createServer((socket) => this.#admit(socket));
    this.#server.maxConnections = MAX_WAITING_COUNT;
  }

  /**
   * @param options the turn is released after `holdLimitMs`
   * @returns undefined where another one holds the name
   * @throws system errors
   */
  static async take(
    name: string,
    options: { readonly holdLimitMs: number },
  ): Promise<HeldName | undefined> {
    const held = new HeldName();
    const server = held.#server;
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ path: name }, () => {
          server.off('error', reject);
          resolve();
        });
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
      throw error;
    }
    // One that cannot be admitted, for want of descriptors, asks again.
    server.on('error', () => undefined);
    // A turn keeps no process.
    server.unref();
    held.#limit = setTimeout(() => held.release(), options.holdLimitMs).unref();
    return held;
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    clearTimeout(this.#limit);
    // The name is free from here on.
    this.#server.close();
    this.#wakeNext();
  }

  [Symbol.dispose](): void {
    this.release();
  }

  #wakeNext(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    this.#waiting.delete(first);
    first.destroy();
    setTimeout(() => this.#wakeNext(), WAKE_GAP_MS).unref();
  }

  #admit(socket: Socket): void {
    if (this.#isReleased) {
      socket.destroy();
      return;
    }
    this.#waiting.add(socket);
    socket.unref();
    socket.on('error', () => undefined);
    // Who waits has nothing to say. Without reading, the end of one that has left would not be seen.
    socket.on('data', () => socket.destroy());
    socket.once('close', () => this.#waiting.delete(socket));
  }
}
