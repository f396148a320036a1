import { connect } from 'node:net';
import type { ConformanceTransport } from '../agent-under-test.ts';
import { BARE_APP_USER, startAgentProcess } from '../agent-process.ts';

/** The agent's bundle on this machine, on a unix socket. */
export const UNIX_TRANSPORT: ConformanceTransport = {
  name: 'unix socket',
  isBareHost: true,
  hasToken: true,
  async start() {
    const agent = await startAgentProcess({
      listen: (directory) => `unix:${directory}/agent.sock`,
    });
    const { scratchParent, token } = agent;
    const socketPath = agent.address.replace(/^unix:/, '');
    return {
      address: { socketPath, token },
      connect: () => connect(socketPath),
      scratchParent,
      appUser: BARE_APP_USER,
      token,
      [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose](),
    };
  },
};
