import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HypervisorError } from './errors.ts';

/** Most connections that wait for their turn; a further one is ended at once. */
export const MAX_WAITING_CONNECTIONS = 8;

export interface ServeChannelOptions {
  /** Path of the unix socket to listen on; what is there already is in the way. */
  readonly socketPath: string;
  /** Our end of the way to the guest. It is read from now on, and its end is the end of the service. */
  readonly channel: Duplex;
}

/** A channel that is served. Owner: who called `serveChannel`; it must `close` it, or end the channel. */
export interface ServedChannel {
  /** Ends the connections and removes the socket. Idempotent. */
  close(): Promise<void>;
}

/**
 * Lets one after the other connect to an inherited channel, as QEMU does with a serial port: one connection
 * at a time, and the next has its turn when that has ended. Bytes wait for who reads slowly, in both
 * directions. What the guest writes while nobody is connected is lost.
 *
 * @throws HypervisorError `hypervisor_failed` where the socket cannot be made
 */
export async function serveChannel(options: ServeChannelOptions): Promise<ServedChannel> {
  const served = new ChannelServer(options.channel);
  await served.listen(options.socketPath);
  return served;
}

class ChannelServer implements ServedChannel {
  readonly #channel: Duplex;
  readonly #server: Server;
  readonly #waiting: Socket[] = [];
  #current: Socket | undefined;
  #closing: Promise<void> | undefined;

  constructor(channel: Duplex) {
    this.#channel = channel;
    this.#server = createServer({ pauseOnConnect: true }, (socket) => this.#onConnection(socket));
    channel
      .on('data', (chunk: Buffer) => this.#onData(chunk))
      .on('drain', () => this.#current?.resume())
      .on('error', () => channel.destroy())
      .on('end', () => channel.destroy())
      .once('close', () => void this.close());
  }

  async listen(socketPath: string): Promise<void> {
    try {
      this.#server.listen(socketPath);
      await once(this.#server, 'listening');
    } catch (error) {
      throw new HypervisorError(
        'hypervisor_failed',
        `the agent's socket ${socketPath} cannot be made: ${(error as Error).message}`,
        { cause: error },
      );
    }
    // Without file descriptors left a connection is not accepted; the others go on.
    this.#server.on('error', () => undefined);
  }

  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      // Node removes the socket's file. A server that never listened says so, and is as closed.
      this.#server.close(() => resolve());
      for (const socket of [this.#current, ...this.#waiting.splice(0)]) socket?.destroy();
    });
    return this.#closing;
  }

  #onConnection(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#closing !== undefined || this.#waiting.length >= MAX_WAITING_CONNECTIONS) {
      socket.destroy();
      return;
    }
    this.#waiting.push(socket);
    socket.once('close', () => this.#onClose(socket));
    if (this.#current === undefined) this.#takeNext();
  }

  #takeNext(): void {
    const socket = this.#waiting.shift();
    this.#current = socket;
    // A connection that ended in the middle of much may have left the channel paused.
    this.#channel.resume();
    socket
      ?.on('data', (chunk: Buffer) => {
        if (this.#channel.writable && !this.#channel.write(chunk)) socket.pause();
      })
      .on('drain', () => this.#channel.resume())
      // Half a connection is of no use to a serial line.
      .on('end', () => socket.destroy());
    if (this.#channel.writableNeedDrain) return;
    socket?.resume();
  }

  #onData(chunk: Buffer): void {
    const socket = this.#current;
    if (socket?.writable === true && !socket.write(chunk)) this.#channel.pause();
  }

  #onClose(socket: Socket): void {
    const index = this.#waiting.indexOf(socket);
    if (index !== -1) this.#waiting.splice(index, 1);
    if (this.#current === socket) this.#takeNext();
  }
}
