import { connect } from 'node:net';
import type { ConformanceTransport } from '../agent-under-test.ts';
import { BARE_APP_USER, startAgentProcess } from '../agent-process.ts';

/** The agent's bundle on this machine, on a TCP port of the loopback. */
export const TCP_TRANSPORT: ConformanceTransport = {
  name: 'TCP',
  isBareHost: true,
  hasToken: true,
  async start() {
    const agent = await startAgentProcess({ listen: () => 'tcp:127.0.0.1:0' });
    const { scratchParent, token } = agent;
    const port = Number(/^tcp:127\.0\.0\.1:(\d+)$/.exec(agent.address)?.[1]);
    return {
      address: { host: '127.0.0.1', port, token },
      connect: () => connect(port, '127.0.0.1'),
      scratchParent,
      appUser: BARE_APP_USER,
      token,
      [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose](),
    };
  },
};
