import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  type BoincElement,
  child,
  childText,
  parseBoincXml,
} from '../fakes/boinc-project/boinc-xml.ts';

/** Longest reply that is taken. */
export const MAX_GUI_REPLY_BYTES = 16 * 1024 * 1024;

/** How long the client may take for one reply: it answers between other things it does. */
export const GUI_REPLY_TIMEOUT_MS = 30_000;

/** Ends each request and each reply, BOINC's `gui_rpc_server.cpp`. */
const END = 3;

interface PendingReply {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/** GuiRpc: one connection to a BOINC client, as its managers make it. Calls go one after the other. */
export class GuiRpc implements Disposable {
  readonly #socket: Socket;
  #last: Promise<unknown> = Promise.resolve();
  #pending: PendingReply | undefined;
  #chunks: Buffer[] = [];
  #sizeBytes = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#pending?.reject(error));
    socket.on('timeout', () => {
      socket.destroy(new Error(`no reply in ${GUI_REPLY_TIMEOUT_MS} ms`));
    });
    socket.on('close', () => this.#pending?.reject(new Error('the client closed the connection')));
  }

  /** @throws Error where nothing listens, or the password is another one */
  static async connect(port: number, password: string): Promise<GuiRpc> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const rpc = new GuiRpc(socket);
    const nonce = childText(await rpc.call('<auth1/>'), 'nonce');
    const hash = createHash('md5').update(`${nonce}${password}`).digest('hex');
    await rpc.call(`<auth2>\n<nonce_hash>${hash}</nonce_hash>\n</auth2>`);
    return rpc;
  }

  /**
   * One request; the inside of the reply.
   * @throws Error where the client says `<error>` or `<unauthorized/>`, ends, or does not answer
   */
  async call(request: string): Promise<BoincElement> {
    const previous = this.#last;
    const reply = (async () => {
      await previous.catch(() => {});
      return await this.#exchange(request);
    })();
    this.#last = reply;
    return await reply;
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  async #exchange(request: string): Promise<BoincElement> {
    const text = await new Promise<string>((resolve, reject) => {
      if (!this.#socket.writable) throw new Error('the client closed the connection');
      this.#pending = { resolve, reject };
      this.#socket.setTimeout(GUI_REPLY_TIMEOUT_MS);
      this.#socket.write(`<boinc_gui_rpc_request>\n${request}\n</boinc_gui_rpc_request>\n\u0003`);
    });
    this.#socket.setTimeout(0);
    const reply = child(parseBoincXml(text), 'boinc_gui_rpc_reply') ?? parseBoincXml('');
    const problem = child(reply, 'error') ?? child(reply, 'unauthorized');
    if (problem !== undefined) {
      throw new Error(`the client answered ${request} with ${problem.name} ${problem.text}`);
    }
    return reply;
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#sizeBytes += chunk.length;
    if (this.#sizeBytes > MAX_GUI_REPLY_BYTES) {
      this.#socket.destroy(new Error('the client answers without an end'));
    } else if (chunk.at(-1) === END) {
      const text = Buffer.concat(this.#chunks).toString('utf8', 0, this.#sizeBytes - 1);
      this.#chunks = [];
      this.#sizeBytes = 0;
      this.#pending?.resolve(text);
    }
  }
}
