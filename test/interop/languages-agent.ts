import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type protobuf from 'protobufjs';
import { readReferenceTypes } from '../../proto/src/rpc/reference-fixture.ts';
import { startAppAgent, type AppAgent } from './app-agent.ts';

/** The agent of {@link startAppAgent}, for programs that speak JSON. */
export interface LanguageAgent extends AsyncDisposable {
  readonly agent: AppAgent;
  /** Gives the next reply of the method no answer: the agent has it, and the connection ends. */
  readonly loseReply: (method: string) => void;
}

const types = readReferenceTypes();

/** Listens. JSON is put into protobuf and back; what comes in protobuf goes as it is. */
export async function startLanguageAgent(socket: string): Promise<LanguageAgent> {
  const directory = mkdtempSync(join(tmpdir(), 'agent-'));
  const inner = join(directory, 'socket');
  const agent = await startAppAgent(inner);
  const lost = new Set<string>();
  const server = createServer((incoming, response) => {
    void pass(incoming, response).catch(() => response.destroy());
  });
  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (incoming.url ?? '').replace('/vmslot.agent.v1.AppService/', '');
    const isJson = incoming.headers['content-type'] === 'application/json';
    const bytes = await buffer(incoming);
    const asked = request({
      socketPath: inner,
      path: incoming.url,
      method: 'POST',
      headers: { 'content-type': 'application/proto' },
    }).end(isJson ? encode(types.lookupType(`${method}Request`), bytes) : bytes);
    const [reply] = (await once(asked, 'response')) as [IncomingMessage];
    const content = await buffer(reply);
    if (lost.delete(method)) {
      response.destroy();
    } else if (reply.statusCode === 200 && isJson) {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(decode(types.lookupType(`${method}Response`), content));
    } else {
      response.writeHead(reply.statusCode ?? 500, {
        'content-type': reply.headers['content-type'],
      });
      response.end(content);
    }
  }
  server.listen(socket);
  await once(server, 'listening');
  return {
    agent,
    loseReply: (method) => void lost.add(method),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await agent[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true });
    },
  };
}

function encode(type: protobuf.Type, json: Buffer): Uint8Array {
  const fields = JSON.parse(json.toString()) as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    if (type.fields[name] === undefined) throw new Error(`${type.name} has no ${name}`);
  }
  return type.encode(type.fromObject(fields)).finish();
}

function decode(type: protobuf.Type, bytes: Buffer): string {
  return JSON.stringify(type.toObject(type.decode(bytes), { longs: String, bytes: String }));
}
