import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AgentEndpoint } from '../hypervisor/driver.ts';
import { dial } from './dial.ts';

let directory: string;
let endpoint: AgentEndpoint;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-dial-'));
  endpoint = { kind: 'unix-socket', path: join(directory, 'agent.sock') };
});

afterEach(() => rm(directory, { recursive: true }));

async function listen() {
  const server = createServer().listen(endpoint.path);
  await once(server, 'listening');
  return server;
}

describe('dial', () => {
  test('opens a pipe that carries bytes and their end', async () => {
    const server = await listen();
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const pipe = await dial(endpoint);
    const [guest] = await accepted;
    guest.end('hello');
    expect(await text(pipe)).toBe('hello');
    pipe.destroy();
    server.close();
    await once(server, 'close');
  });

  test('leaves the pipe alone when the signal aborts later', async () => {
    const server = await listen();
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const controller = new AbortController();
    const pipe = await dial(endpoint, { signal: controller.signal });
    controller.abort();
    const [guest] = await accepted;
    guest.end('still here');
    expect(await text(pipe)).toBe('still here');
    server.close();
    await once(server, 'close');
  });

  test('says that nothing is there, or that nobody listens', async () => {
    await expect(dial(endpoint)).rejects.toMatchObject({ name: 'DialError', code: 'not_there' });
    await expect(
      dial({ kind: 'unix-socket', path: `${directory}/${'x'.repeat(200)}` }),
    ).rejects.toMatchObject({ code: 'failed' });
  });

  test('is given up before and while it dials', async () => {
    await expect(dial(endpoint, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'canceled',
    });
    const server = await listen();
    const controller = new AbortController();
    const dialling = dial(endpoint, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(dialling).rejects.toMatchObject({
      code: 'canceled',
      cause: { message: 'enough' },
    });
    server.close();
    await once(server, 'close');
  });
});
