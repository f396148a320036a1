import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type protobuf from 'protobufjs';
import { readReferenceTypes } from '../../proto/src/rpc/reference-fixture.ts';

/** A call that came, as protobufjs reads it from the schema. */
export interface AppCall {
  readonly method: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** What is answered: fields of the response, or an error's HTTP status. */
export type AppAnswer = Readonly<Record<string, unknown>> | number;

/** Plays the agent's AppService on a unix socket. */
export interface AppAgent extends AsyncDisposable {
  readonly calls: readonly AppCall[];
  /** What Report and Checkpoint answer from now on. */
  control: Readonly<Record<string, unknown>>;
  /** Answers of other methods from now on; default: an empty message. */
  readonly answers: Map<string, AppAnswer | ((call: AppCall) => AppAnswer | Promise<AppAnswer>)>;
  /** Waits for a call that came or comes after those that an earlier wait has found. */
  next(method: string, isWanted?: (request: AppCall['request']) => boolean): Promise<AppCall>;
}

const types = readReferenceTypes();

function typeOf(name: string): protobuf.Type {
  return types.lookupType(name);
}

/** Listens. Closing ends all connections. */
export async function startAppAgent(socket: string): Promise<AppAgent> {
  const calls: AppCall[] = [];
  const waiting = new Set<() => void>();
  let seenCount = 0;
  const agent: AppAgent = {
    calls,
    control: {},
    answers: new Map(),
    async next(method, isWanted = () => true) {
      for (;;) {
        const index = calls.findIndex(
          (call, at) => at >= seenCount && call.method === method && isWanted(call.request),
        );
        const found = calls[index];
        if (found !== undefined) {
          seenCount = index + 1;
          return found;
        }
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (incoming.url ?? '').replace('/vmslot.agent.v1.AppService/', '');
    const bytes = await buffer(incoming);
    const request = typeOf(`${method}Request`);
    const call = { method, request: request.toObject(request.decode(bytes), { longs: Number }) };
    calls.push(call);
    const given = agent.answers.get(method) ?? defaultAnswer(method, agent.control);
    const said = typeof given === 'function' ? await given(call) : given;
    if (typeof said === 'number') {
      response.writeHead(said, { 'content-type': 'application/json' }).end('{"code":"unknown"}');
    } else {
      const type = typeOf(`${method}Response`);
      response
        .writeHead(200, { 'content-type': 'application/proto' })
        .end(type.encode(type.fromObject(said)).finish());
    }
    for (const resolve of waiting) resolve();
    waiting.clear();
  }
  server.listen(socket);
  await once(server, 'listening');
  return agent;
}

function defaultAnswer(method: string, control: Readonly<Record<string, unknown>>): AppAnswer {
  return method === 'Report' || method === 'Checkpoint' ? { control } : {};
}
