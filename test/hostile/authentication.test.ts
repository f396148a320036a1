import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { GuestLink, HostLink, LinkError } from '@vmslot/proto/link';
import { METHODS } from '@vmslot/proto/rpc';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireBearer } from '../../guest-agent/src/http/authenticate.ts';
import { createAgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';
import { startAgentProcess, type AgentProcess } from '../conformance/agent-process.ts';
import { RecordedLine } from './recorded-line.ts';

describe('a link to a real agent', () => {
  let agent: AgentProcess;
  let line: RecordedLine;

  beforeAll(async () => {
    agent = await startAgentProcess({ listen: () => 'fd:3', withPipe: true });
    line = new RecordedLine(agent.pipe!);
  });
  afterAll(() => agent?.[Symbol.asyncDispose]());

  /** Hellos that the agent has completed. */
  const upCount = (): number => agent.log.filter((text) => text.includes('link up')).length;

  /** Does something that leaves a trace, as the owner of the machine. */
  async function leaveTrace(path: string): Promise<Uint8Array[]> {
    const host = line.dial();
    const { secret, bootId } = agent;
    const link = new HostLink({ transport: host.end, secret, bootId, clock: REAL_CLOCK });
    await link.ready();
    await using client = createAgentClient({ openStream: () => link.open() });
    await client.file.makeDirectory({ path });
    expect(existsSync(path)).toBe(true);
    await client.destroy();
    host.leave();
    link.destroy();
    return [...host.said];
  }

  test('serves who proves to know the secret', async () => {
    await leaveTrace(join(agent.directory, 'first'));
    await expect.poll(upCount).toBe(1);
  });

  test('all that a host has said, replayed, does nothing again', async () => {
    const path = join(agent.directory, 'replayed');
    const said = await leaveTrace(path);
    await rm(path, { recursive: true });
    const before = upCount();
    for (const piece of said) line.inject(piece);
    // The good host that comes after it is served, and by then all of the replay has been read.
    await leaveTrace(join(agent.directory, 'after-replay'));
    expect(existsSync(path)).toBe(false);
    // The agent's line may come after its answer.
    await expect.poll(upCount).toBe(before + 1);
  });

  test('what the agent itself has said, sent back, does nothing', async () => {
    const before = upCount();
    for (const piece of line.heard) line.inject(piece);
    await leaveTrace(join(agent.directory, 'after-reflection'));
    // The agent's line may come after its answer.
    await expect.poll(upCount).toBe(before + 1);
  });

  test.each([
    ['another secret', { secret: Buffer.alloc(32, 1) }],
    ['a secret of zeros', { secret: Buffer.alloc(32) }],
  ])('a host with %s gets no link, and the agent none either', async (_name, { secret }) => {
    const before = upCount();
    const host = line.dial();
    const { bootId } = agent;
    const link = new HostLink({ transport: host.end, secret, bootId, clock: REAL_CLOCK });
    await expect(link.ready()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(() => link.open()).toThrow(LinkError);
    host.leave();
    link.destroy();
    await leaveTrace(join(agent.directory, `after-${_name.replaceAll(' ', '-')}`));
    // The agent's line may come after its answer.
    await expect.poll(upCount).toBe(before + 1);
  });

  test('a host that takes the agent for another boot gets no link', async () => {
    const host = line.dial();
    const { secret } = agent;
    const settings = { transport: host.end, secret, bootId: 'another', clock: REAL_CLOCK };
    const link = new HostLink(settings);
    await expect(link.ready()).rejects.toMatchObject({ code: 'unauthenticated' });
    host.leave();
    link.destroy();
  });

  test('two agents that talk to each other bring up nothing', async () => {
    const before = upCount();
    const host = line.dial();
    const { secret, bootId } = agent;
    const other = new GuestLink({ transport: host.end, secret, bootId, clock: REAL_CLOCK });
    await leaveTrace(join(agent.directory, 'after-guest'));
    expect(other.isUp).toBe(false);
    other.destroy();
    // The agent's line may come after its answer.
    await expect.poll(upCount).toBe(before + 1);
  });
});

describe('a socket of a real agent', () => {
  let agent: AgentProcess;
  let port: number;

  beforeAll(async () => {
    agent = await startAgentProcess({ listen: () => 'tcp:127.0.0.1:0' });
    port = Number(/:(\d+)$/.exec(agent.address)?.[1]);
  });
  afterAll(() => agent?.[Symbol.asyncDispose]());

  function statusOf(method: string, path: string, authorization?: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      };
      const options = { host: '127.0.0.1', port, method, path, headers, agent: false };
      httpRequest(options, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      })
        .on('error', reject)
        .end(method === 'POST' || method === 'PUT' ? '{}' : undefined);
    });
  }

  const PATHS = [
    ...METHODS.map(({ path }) => ['POST', path] as const),
    ...['/', '/health', '/healthz', '/metrics', '/version', '/.well-known/x', '/favicon.ico'].map(
      (path) => ['GET', path] as const,
    ),
    ...['archive'].flatMap((name) => [
      ['GET', `/v1/tasks/x/${name}?path=a`] as const,
      ['PUT', `/v1/tasks/x/${name}`] as const,
    ]),
    ['GET', '/v1/files?path=/etc/hostname'],
    ['PUT', '/v1/files?path=/tmp/x'],
    ['GET', '/v1/trees?path=/etc'],
    ['PUT', '/v1/uploads/x?offset=0'],
    ['GET', '//v1/files?path=/etc/hostname'],
    ['GET', '/v1/%66iles?path=/etc/hostname'],
    ['GET', '/%2e%2e/v1/files?path=/etc/hostname'],
    ['OPTIONS', '/v1/files?path=/etc/hostname'],
    ['HEAD', '/v1/files?path=/etc/hostname'],
    ['DELETE', '/v1/files?path=/etc/hostname'],
    ['TRACE', '/'],
    ['OPTIONS', '*'],
  ] as const;

  test('has no exempt path: without the token everything is 401', async () => {
    const { token } = agent;
    const wrong = [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token}x`,
      `Basic ${token}`,
      token,
    ];
    const seen: string[] = [];
    for (const [method, path] of PATHS) {
      for (const authorization of wrong) {
        const status = await statusOf(method, path, authorization);
        if (status !== 401) seen.push(`${method} ${path} with ${String(authorization)}: ${status}`);
      }
    }
    expect(seen).toEqual([]);
    expect(await statusOf('POST', METHODS[0]!.path, `Bearer ${token}`)).not.toBe(401);
  });

  test('takes no other token, whatever it is', () => {
    const isAllowed = requireBearer(agent.token);
    const isServed = (authorization: string): boolean =>
      isAllowed({ headers: { authorization } } as Parameters<typeof isAllowed>[0]);
    expect(isServed(`Bearer ${agent.token}`)).toBe(true);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat(agent.token.length - 1).map((at) => {
            const changed = agent.token[at] === 'A' ? 'B' : 'A';
            return `${agent.token.slice(0, at)}${changed}${agent.token.slice(at + 1)}`;
          }),
        ),
        (other) => {
          expect(isServed(`Bearer ${other}`)).toBe(false);
        },
      ),
    );
  });
});
