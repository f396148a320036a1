import { once } from 'node:events';
import { access } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { Readable } from 'node:stream';
import { createDuplexPair } from '@vmslot/proto/testing';
import { describe, expect, test } from 'vitest';
import { createAgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { LinkSession } from '../../host-bridge/src/link-session/link-session.ts';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';
import { startAgentProcess, type AgentProcess } from './agent-process.ts';

/** Types of frames of a hello; docs/protocol.md. */
const ANNOUNCE = 1;
const HELLO = 2;
const WELCOME = 3;
const MAGIC = Buffer.from('f556534c', 'hex');

/**
 * An agent on a pipe that tests may tap and share: each host gets all that the agent says, and all
 * that hosts say goes to the agent, as on a port with nobody in between.
 */
class SharedPipe implements AsyncDisposable {
  readonly agent: AgentProcess;
  readonly toGuest: Buffer[] = [];
  readonly toHosts: Buffer[] = [];
  readonly #pipe: Duplex;
  readonly #hosts = new Set<Duplex>();

  private constructor(agent: AgentProcess, pipe: Duplex) {
    this.agent = agent;
    this.#pipe = pipe;
    pipe.on('data', (chunk: Buffer) => {
      this.toHosts.push(chunk);
      for (const host of this.#hosts) host.write(chunk);
    });
  }

  static async start(): Promise<SharedPipe> {
    const agent = await startAgentProcess({ listen: () => 'fd:3', withPipe: true });
    if (agent.pipe === undefined) throw new Error('no pipe');
    return new SharedPipe(agent, agent.pipe);
  }

  async dial(): Promise<Duplex> {
    const [outer, inner] = createDuplexPair();
    this.#hosts.add(inner);
    inner.on('data', (chunk: Buffer) => this.say(chunk));
    inner.on('error', () => undefined).on('close', () => this.#hosts.delete(inner));
    return outer;
  }

  /** Says something to the agent. */
  say(chunk: Uint8Array | string): void {
    const bytes = Buffer.from(chunk);
    this.toGuest.push(bytes);
    this.#pipe.write(bytes);
  }

  /** Waits until the agent has said anything more. */
  async more(): Promise<void> {
    await once(this.#pipe, 'data');
  }

  session(secret = this.agent.secret): LinkSession {
    const { bootId } = this.agent;
    return new LinkSession({ dial: () => this.dial(), secret, bootId, clock: REAL_CLOCK });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const host of this.#hosts) host.destroy();
    await this.agent[Symbol.asyncDispose]();
  }
}

/** Types of the frames in what was said. */
function frameTypes(pieces: readonly Buffer[]): number[] {
  const bytes = Buffer.concat(pieces);
  const types: number[] = [];
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    types.push(bytes[at + 4] ?? 0);
  }
  return types;
}

/** Waits for two further announcements: what was said before them has been dealt with. */
async function settled(shared: SharedPipe): Promise<void> {
  const count = () => frameTypes(shared.toHosts).filter((type) => type === ANNOUNCE).length;
  const before = count();
  while (count() < before + 2) await shared.more();
}

describe('before the hello', () => {
  test('calls are answered by nothing but announcements', async () => {
    await using shared = await SharedPipe.start();
    shared.say('POST /vmslot.agent.v1.SystemService/GetInfo HTTP/1.1\r\nhost: agent\r\n');
    shared.say('content-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
    await settled(shared);
    expect(new Set(frameTypes(shared.toHosts))).toEqual(new Set([ANNOUNCE]));
    expect(Buffer.concat(shared.toHosts).includes('HTTP/1.1')).toBe(false);
    // And the line is as good as before.
    using session = shared.session();
    await session.ready();
    await using client = createAgentClient({ openStream: () => session.open() });
    expect((await client.system.getInfo({})).bootId).toBe(shared.agent.bootId);
  });

  test('a host with another secret is refused, and learns nothing but the hello', async () => {
    await using shared = await SharedPipe.start();
    using stranger = shared.session(new Uint8Array(32).fill(1));
    await expect(stranger.ready()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(new Set(frameTypes(shared.toHosts))).toEqual(new Set([ANNOUNCE, WELCOME]));
    using session = shared.session();
    await session.ready();
  });
});

describe('after a conversation', () => {
  test('all that its host said, said again, does nothing', async () => {
    await using shared = await SharedPipe.start();
    const path = `${shared.agent.scratchParent}/once`;
    {
      using session = shared.session();
      await session.ready();
      await using client = createAgentClient({ openStream: () => session.open() });
      await client.putFile(path, Readable.from([Buffer.from('content')]));
      await client.file.remove({ path });
    }
    const recorded = [...shared.toGuest];
    await settled(shared);
    const before = shared.toHosts.length;
    for (const piece of recorded) shared.say(piece);
    await settled(shared);
    const answers = new Set(frameTypes(shared.toHosts.slice(before)));
    expect([...answers].filter((type) => type !== ANNOUNCE && type !== WELCOME)).toEqual([]);
    await expect(access(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('all that the agent said, said to it, does nothing', async () => {
    await using shared = await SharedPipe.start();
    {
      using session = shared.session();
      await session.ready();
      await using client = createAgentClient({ openStream: () => session.open() });
      await client.system.getInfo({});
    }
    const recorded = [...shared.toHosts];
    await settled(shared);
    const before = shared.toHosts.length;
    for (const piece of recorded) shared.say(piece);
    await settled(shared);
    expect(new Set(frameTypes(shared.toHosts.slice(before)))).toEqual(new Set([ANNOUNCE]));
  });
});

test('a host that hears only itself has no link', async () => {
  const said: Buffer[] = [];
  const echoed = Promise.withResolvers<void>();
  const dial = async (): Promise<Duplex> => {
    const [outer, inner] = createDuplexPair();
    inner
      .on('error', () => undefined)
      .on('data', (chunk: Buffer) => {
        inner.write(chunk);
        said.push(chunk);
        // The third hello shows that the first two, sent back, were no answer.
        if (frameTypes(said).length >= 3) echoed.resolve();
      });
    return outer;
  };
  const secret = new Uint8Array(32).fill(1);
  using session = new LinkSession({ dial, secret, bootId: 'b', clock: REAL_CLOCK });
  await echoed.promise;
  expect(session.counters.upCount).toBe(0);
  expect(new Set(frameTypes(said))).toEqual(new Set([HELLO]));
});

test('two hosts at once on one line: no reply goes to the wrong one, and one alone is served', async () => {
  await using shared = await SharedPipe.start();
  const hosts = [shared.session(), shared.session()];
  const clients = hosts.map((session) => createAgentClient({ openStream: () => session.open() }));
  // Each ends what the other began; what matters is that both get through now and then.
  await Promise.all(hosts.map((session) => session.ready()));
  const outcomes = await Promise.all(
    clients.flatMap((client, host) =>
      Array.from({ length: 40 }, async (_, index) => {
        const path = `/host-${host}/call-${index}`;
        const error = await client.file.stat({ path }).then(
          () => undefined,
          (reason: { code: string; message: string }) => reason,
        );
        // Its own answer, or none.
        return error?.code === 'not_found' ? error.message.includes(`${path}"`) : error?.code;
      }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome !== true && outcome !== 'unavailable')).toEqual([]);
  await clients[0]?.destroy();
  hosts[0]?.close();
  const alone = async () => {
    await hosts[1]?.ready();
    return (await clients[1]?.system.getInfo({}))?.bootId;
  };
  const answer = () => alone().catch((error: { code: string }) => error.code);
  await expect.poll(answer, { timeout: 30_000 }).toBe(shared.agent.bootId);
  await clients[1]?.destroy();
  hosts[1]?.close();
});
