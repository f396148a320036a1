import type { ConformanceTransport } from '../agent-under-test.ts';
import { BARE_APP_USER, startAgentProcess } from '../agent-process.ts';
import { overLink } from './over-link.ts';

/** The agent's bundle on this machine, with a link over a pipe that it was started with. */
export const PIPE_TRANSPORT: ConformanceTransport = {
  name: 'a pipe',
  isBareHost: true,
  hasToken: false,
  async start() {
    const agent = await startAgentProcess({ listen: () => 'fd:3', withPipe: true });
    const { pipe, secret, bootId, scratchParent } = agent;
    if (pipe === undefined) throw new Error('the agent was started without a pipe');
    return await overLink({
      dial: async () => pipe,
      secret,
      bootId,
      agent: {
        scratchParent,
        appUser: BARE_APP_USER,
        [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose](),
      },
    });
  },
};
