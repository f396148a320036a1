import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { GuestLink } from '@vmslot/proto/link';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';
import type { Lie } from './hostile-input.ts';
import { LYING_BOOT_ID, LYING_SECRET, LyingGuest } from './lying-guest.ts';

/**
 * LyingAgent stands where a machine's agent port is, and tells one lie to whoever connects. What is
 * below the layer of the lie is the real thing. Dispose of it.
 */
export class LyingAgent implements AsyncDisposable {
  readonly socketPath: string;
  readonly #lie: Lie;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #requestCount = 0;

  private constructor(socketPath: string, lie: Lie) {
    this.socketPath = socketPath;
    this.#lie = lie;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  static async start(socketPath: string, lie: Lie): Promise<LyingAgent> {
    const agent = new LyingAgent(socketPath, lie);
    agent.#server.listen(socketPath);
    await once(agent.#server, 'listening');
    return agent;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
    await rm(this.socketPath, { force: true });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    const lie = this.#lie;
    if (lie.layer === 'bytes') {
      socket.resume();
      void lie.talk(socket);
    } else if (lie.layer === 'frames') LyingGuest.serve(socket, lie.talk);
    else {
      const link = new GuestLink({
        transport: socket,
        secret: LYING_SECRET,
        bootId: LYING_BOOT_ID,
        clock: REAL_CLOCK,
      });
      link.on('stream', (stream) => this.#serve(stream));
    }
  }

  /** Waits for a head, and answers it; a body is read and passed over. */
  #serve(stream: Duplex): void {
    let head = '';
    let isPassing = false;
    stream.on('error', () => undefined).on('end', () => stream.end());
    stream.on('data', (chunk: Buffer) => {
      if (isPassing) return;
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      // What the body of the request before has left stands in front of it.
      const [, method = '', path = ''] = /(GET|POST|PUT) (\S+) HTTP/.exec(head) ?? [];
      isPassing = method === 'PUT';
      head = '';
      void this.#answer(stream, { method, path, index: this.#requestCount++ });
    });
  }

  async #answer(
    stream: Duplex,
    request: { readonly method: string; readonly path: string; readonly index: number },
  ): Promise<void> {
    const lie = this.#lie;
    if (lie.layer !== 'http') return;
    try {
      await lie.answer(request, stream);
    } catch (error) {
      // The bridge has left, which is what a liar must expect.
      if (!stream.destroyed) throw error;
    }
  }
}
