import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectRefused } from './expect-refused.ts';

const { TASK_VERB_KILL } = vmslot.agent.v1.TaskVerb;

/** A port of the guest that gives back what it gets; on a bare host one of this process. */
async function withEcho(
  agent: AgentUnderTest,
  use: (port: number) => Promise<void>,
): Promise<void> {
  if (agent.isBareHost) {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined).pipe(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      await use((server.address() as AddressInfo).port);
    } finally {
      server.close();
    }
    return;
  }
  const port = 4711;
  const taskId = `echo-${agent.scratch.replaceAll(/[^a-z0-9]/g, '-')}`.slice(-60);
  const argv = ['/bin/busybox', 'nc', '-ll', '-p', String(port), '-e', '/bin/cat'];
  const end = new AbortController();
  const task = agent.client.task.run(
    { taskId, steps: [{ name: 'echo', argv }] },
    { signal: end.signal },
  );
  const iterator = task[Symbol.asyncIterator]();
  await iterator.next();
  const isOpen = async () => {
    const tunnel = await agent.client.openTunnel(port).catch(() => undefined);
    tunnel?.on('error', () => undefined).destroy();
    return tunnel !== undefined;
  };
  try {
    await expect.poll(isOpen, { timeout: 30_000 }).toBe(true);
    await use(port);
  } finally {
    await agent.client.task.control({ taskId, verb: TASK_VERB_KILL });
    end.abort();
    await iterator.next().catch(() => undefined);
  }
}

/** Loopback ports of the guest. */
export const FORWARD_CASES: readonly ConformanceCase[] = [
  {
    name: 'a forwarded port carries bytes both ways, and each direction ends for itself',
    needs: ['forward'],
    async run(agent) {
      await withEcho(agent, async (port) => {
        const tunnel = await agent.client.openTunnel(port);
        tunnel.write('there ');
        tunnel.end('and back');
        expect(await text(tunnel)).toBe('there and back');
      });
    },
  },
  {
    name: 'ports are forwarded beside calls, several at once',
    needs: ['forward'],
    async run(agent) {
      await withEcho(agent, async (port) => {
        const all = Array.from({ length: 8 }, async (_value, index) => {
          const tunnel = await agent.client.openTunnel(port);
          const sent = `${index}`.repeat(10_000);
          tunnel.end(sent);
          await agent.client.system.getInfo({});
          return (await text(tunnel)) === sent;
        });
        expect(await Promise.all(all)).toEqual(all.map(() => true));
      });
    },
  },
  {
    name: 'a port that nobody listens on is told',
    needs: ['forward'],
    async run({ client }) {
      await expectRefused(client.openTunnel(1), 'unavailable');
    },
  },
  ...(
    [
      ['10.0.2.2:80', 403, 'permission_denied'],
      ['example.org:443', 403, 'permission_denied'],
      ['[::ffff:127.0.0.1]:80', 403, 'permission_denied'],
      ['127.0.0.1:99999', 400, 'invalid_argument'],
      ['127.0.0.1', 400, 'invalid_argument'],
    ] as const
  ).map(([target, status, code]): ConformanceCase => ({
    name: `${target} is not forwarded to`,
    needs: ['forward'],
    async run(agent) {
      const headers = { host: target };
      const reply = await agent.raw({ method: 'CONNECT', path: target, headers });
      expect(reply.status).toBe(status);
      expect(JSON.parse(reply.body.toString())).toMatchObject({ code });
    },
  })),
  {
    name: 'a port is not forwarded without the token',
    needs: ['forward'],
    onlyWithToken: true,
    async run(agent) {
      const reply = await agent.raw({
        method: 'CONNECT',
        path: '127.0.0.1:1',
        headers: { authorization: 'Bearer wrong' },
      });
      expect(reply.status).toBe(401);
    },
  },
];
