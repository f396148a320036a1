import { createConnection, type Socket } from 'node:net';

/** Largest block of a file that is asked for at once: its best in earlier measurements. */
export const QEMU_GA_BLOCK_BYTES = 1024 * 1024;

/**
 * A client of QEMU's own guest agent, as far as the bench needs it: JSON lines over its port, one
 * call at a time, with the synchronisation that its documentation asks for (docs/interop/qemu-ga.rst).
 */
export class QemuGa implements Disposable {
  readonly #socket: Socket;
  #received = '';
  #waiting: ((line: string) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#received += text;
      const end = this.#received.indexOf('\n');
      if (end < 0) return;
      const line = this.#received.slice(0, end);
      this.#received = this.#received.slice(end + 1);
      this.#waiting?.(line);
    });
  }

  static async connect(path: string): Promise<QemuGa> {
    const socket = createConnection(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const agent = new QemuGa(socket);
    await agent.call('guest-sync', { id: 4711 });
    return agent;
  }

  async call(execute: string, args: object = {}): Promise<unknown> {
    const line = await new Promise<string>((resolve) => {
      this.#waiting = resolve;
      this.#socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    });
    const reply: unknown = JSON.parse(line);
    if (typeof reply !== 'object' || reply === null || !('return' in reply)) {
      throw new Error(`${execute}: ${line.slice(0, 200)}`);
    }
    return reply.return;
  }

  async write(path: string, byteCount: number): Promise<void> {
    const handle = await this.call('guest-file-open', { path, mode: 'w' });
    const block = Buffer.alloc(QEMU_GA_BLOCK_BYTES, 1).toString('base64');
    for (let sent = 0; sent < byteCount; sent += QEMU_GA_BLOCK_BYTES) {
      await this.call('guest-file-write', { handle, 'buf-b64': block });
    }
    await this.call('guest-file-close', { handle });
  }

  /** @returns bytes read */
  async read(path: string): Promise<number> {
    const handle = await this.call('guest-file-open', { path, mode: 'r' });
    let total = 0;
    for (;;) {
      const reply = (await this.call('guest-file-read', {
        handle,
        count: QEMU_GA_BLOCK_BYTES,
      })) as { count: number; 'buf-b64': string; eof: boolean };
      total += Buffer.from(reply['buf-b64'], 'base64').length;
      if (reply.eof || reply.count === 0) break;
    }
    await this.call('guest-file-close', { handle });
    return total;
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}
