import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { encodeSeed } from '@vmslot/proto/seed';

const secret = Buffer.alloc(32, 0x5a).toString('base64url');

/** As it goes into images; the tests build it before. */
export const AGENT_BUNDLE = join(import.meta.dirname, '../../dist/agent.cjs');

/** An event of a task as JSON has it, as far as tests look. */
export interface JsonEvent {
  readonly sequence: number | string;
  readonly started?: { readonly pid?: number };
  readonly output?: {
    readonly stream: string;
    readonly offset?: number | string;
    readonly data?: string;
  };
  readonly ended?: {
    readonly outcome?: {
      readonly reason?: string;
      readonly exitCode?: number;
      readonly signalNumber?: number;
      readonly message?: string;
    };
  };
}

/** The agent as a program of its own on a unix socket; for tests, which end and start it at will. */
export class RealAgent implements AsyncDisposable {
  readonly directory: string;
  readonly socketPath: string;
  readonly #seedFile: string;
  readonly #main: string;
  #child: ChildProcess | undefined;
  #lines: Interface | undefined;
  #more: AsyncIterator<string> | undefined;

  private constructor(directory: string, main: string) {
    this.directory = directory;
    this.socketPath = join(directory, 'agent.sock');
    this.#seedFile = join(directory, 'seed');
    this.#main = main;
  }

  /** @param main the program; default: the agent's bundle, which starts in a third of the time of its sources */
  static async create(main = AGENT_BUNDLE): Promise<RealAgent> {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-real-'));
    await chmod(directory, 0o711);
    const agent = new RealAgent(directory, main);
    const seed = {
      version: 1,
      secret,
      bootId: 'restart-test',
      link: { kind: 'virtio-serial', portName: 'unused' },
      hostTimeMs: 1_700_000_000_000,
    } as const;
    await writeFile(agent.#seedFile, encodeSeed(seed), { mode: 0o600 });
    await agent.start();
    return agent;
  }

  get stateDirectory(): string {
    return join(this.directory, 'state');
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts it, and waits until it serves. */
  async start(): Promise<void> {
    const listen = `unix:${this.socketPath}`;
    const options = ['--seed', this.#seedFile, '--listen', listen, '--state', this.stateDirectory];
    this.#child = spawn(process.execPath, [this.#main, ...options, '--user', 'nobody'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (this.#child.stderr === null) throw new Error('no standard error');
    this.#lines = createInterface(this.#child.stderr);
    this.#more = this.#lines[Symbol.asyncIterator]();
    await this.line('ready on unix:');
  }

  /** Waits for a line of what it says. */
  async line(part: string): Promise<string> {
    for (;;) {
      const next = await this.#more?.next();
      if (next === undefined || next.done === true)
        throw new Error(`the agent ended before "${part}"`);
      if (next.value.includes(part)) return next.value;
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async kill(): Promise<void> {
    if (this.#child === undefined) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
    this.#lines?.close();
    this.#child = undefined;
  }

  /** One unary call in JSON. @throws Error with the code in its text */
  async call(method: string, body: object): Promise<Record<string, unknown>> {
    const reply = await this.#post(method, 'application/json', Buffer.from(JSON.stringify(body)));
    const text = (await buffer(reply)).toString();
    if (reply.statusCode !== 200) throw new Error(text);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Events of a call that streams them, until the stream ends or breaks off. */
  async *events(method: string, body: object): AsyncGenerator<JsonEvent, void> {
    const text = Buffer.from(JSON.stringify(body));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(text.length, 1);
    const type = 'application/connect+json';
    const reply = await this.#post(method, type, Buffer.concat([head, text]));
    let bytes = Buffer.alloc(0);
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      bytes = Buffer.concat([bytes, chunk]);
      while (bytes.length >= 5 && bytes.length >= 5 + bytes.readUInt32BE(1)) {
        const end = 5 + bytes.readUInt32BE(1);
        const message = JSON.parse(bytes.toString('utf8', 5, end)) as {
          event?: JsonEvent;
          error?: { code: string };
        };
        if (message.error !== undefined) throw new Error(message.error.code);
        if (message.event !== undefined) yield message.event;
        bytes = bytes.subarray(end);
      }
    }
  }

  async #post(method: string, type: string, body: Uint8Array): Promise<IncomingMessage> {
    const sent = request({
      socketPath: this.socketPath,
      method: 'POST',
      path: `/vmslot.agent.v1.${method}`,
      headers: { authorization: `Bearer ${secret}`, 'content-type': type },
      agent: false,
    });
    sent.end(body);
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    return reply;
  }

  /** Ends it in order, with the programs that a failed test has left. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child !== undefined) {
      const exit = once(this.#child, 'exit');
      this.#child.kill('SIGINT');
      await exit;
      this.#lines?.close();
    }
    // What has been ended may still be writing.
    await rm(this.directory, { recursive: true, maxRetries: 10 });
  }
}
