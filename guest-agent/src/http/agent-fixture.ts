import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createDuplexPair } from '@vmslot/proto/testing';
import { SERVICES } from '@vmslot/proto/rpc';
import { AgentError } from '../errors.ts';
import type { AgentAppOptions } from './app-options.ts';
import { createAgentServer, type AgentServer } from './agent-server.ts';
import type { AgentServices } from './agent-services.ts';
import { trustLink } from './authenticate.ts';
import type { BulkServices } from './bulk-services.ts';
import { attachConnection } from './connection.ts';
import { missingService } from './missing-service.ts';

/** What a test replaces of an agent whose every service says unimplemented. */
export interface FixtureOptions {
  readonly system?: Partial<AgentServices['system']>;
  readonly task?: Partial<AgentServices['task']>;
  readonly process?: Partial<AgentServices['process']>;
  readonly file?: Partial<AgentServices['file']>;
  readonly bulk?: Partial<BulkServices>;
  readonly authenticate?: AgentAppOptions['authenticate'];
  readonly openPort?: AgentAppOptions['openPort'];
}

/** A reply, read to its end. */
export interface FixtureReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly trailers: NodeJS.Dict<string>;
  readonly body: Buffer;
}

/** A request of a test. */
export interface FixtureRequest {
  /** Default: POST. */
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** An agent for tests of this folder, reached over pairs of streams. The test disposes it. */
export class AgentFixture implements AsyncDisposable {
  readonly server: AgentServer;
  /** Faults of the agent that were reported. */
  readonly internalErrors: { readonly error: unknown; readonly where: string }[] = [];
  readonly #hosts = new Set<Duplex>();

  constructor(options: FixtureOptions = {}) {
    this.server = createAgentServer({
      services: {
        system: { ...missingService(SERVICES.system), ...options.system },
        task: { ...missingService(SERVICES.task), ...options.task },
        process: { ...missingService(SERVICES.process), ...options.process },
        file: { ...missingService(SERVICES.file), ...options.file },
      },
      bulk: {
        receiveArchive: missing,
        sendArchive: missing,
        readFile: missing,
        writeFile: missing,
        writeUpload: missing,
        receiveTree: missing,
        sendTree: missing,
        ...options.bulk,
      },
      authenticate: options.authenticate ?? trustLink,
      onInternalError: (error, where) => this.internalErrors.push({ error, where }),
      ...(options.openPort === undefined ? {} : { openPort: options.openPort }),
    });
  }

  /** A new connection; the host's end of it. */
  connect(highWaterMarkBytes = 64 * 1024): Duplex {
    const [host, guest] = createDuplexPair({ highWaterMarkBytes });
    host.on('error', () => undefined);
    this.#hosts.add(host);
    attachConnection(this.server, guest);
    return host;
  }

  /** Sends a request on a connection of its own and gives the reply as soon as its header is here. */
  async open(options: FixtureRequest, connection = this.connect()): Promise<IncomingMessage> {
    const { method = 'POST', path, headers = {}, body } = options;
    return await new Promise((resolve, reject) => {
      const sent = request({ method, path, headers, createConnection: () => connection });
      sent.on('response', resolve).on('error', reject);
      sent.end(body);
    });
  }

  /** Sends a request and reads the reply. */
  async send(options: FixtureRequest, connection?: Duplex): Promise<FixtureReply> {
    const reply = await this.open(options, connection);
    const body = await buffer(reply);
    const { statusCode: status = 0, headers, trailers } = reply;
    return { status, headers, trailers, body };
  }

  /** Calls a unary method in JSON. */
  async callJson(
    method: string,
    request: unknown,
    headers: Record<string, string> = {},
  ): Promise<FixtureReply & { readonly json: unknown }> {
    const reply = await this.send({
      path: `/vmslot.agent.v1.${method}`,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(request),
    });
    return { ...reply, json: JSON.parse(reply.body.toString()) as unknown };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const host of this.#hosts) host.destroy();
    await this.server.close();
  }
}

async function missing(): Promise<never> {
  throw new AgentError('unimplemented', 'this agent of a test has no such service');
}

/** Waits until a value no longer changes while the event loop turns. */
export async function untilStable(read: () => number): Promise<void> {
  for (let same = 0, last = read(); same < 50; same += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (read() === last) continue;
    last = read();
    same = 0;
  }
}
