import { DEFAULT_SERIAL_IN_FLIGHT_BYTES } from '@vmslot/proto/seed';
import type { ConformanceTransport } from '../agent-under-test.ts';
import { BARE_APP_USER, startAgentProcess } from '../agent-process.ts';
import { overLink } from './over-link.ts';
import { openPtyLine } from './pty-line.ts';

/** The agent's bundle on this machine, with a link over a terminal line that holds little. */
export const PTY_TRANSPORT: ConformanceTransport = {
  name: 'a pty',
  isBareHost: true,
  hasToken: false,
  async start() {
    const line = await openPtyLine();
    const maxInFlightBytes = DEFAULT_SERIAL_IN_FLIGHT_BYTES;
    const link = { kind: 'serial', path: line.devicePath, maxInFlightBytes } as const;
    const agent = await startAgentProcess({ link });
    const { secret, bootId, scratchParent } = agent;
    return await overLink({
      dial: async () => line.masterEnd,
      secret,
      bootId,
      linkOptions: { maxInFlightBytes },
      agent: {
        scratchParent,
        appUser: BARE_APP_USER,
        bulkBytes: 1024 * 1024,
        [Symbol.asyncDispose]: async () => {
          await agent[Symbol.asyncDispose]();
          await line[Symbol.asyncDispose]();
        },
      },
    });
  },
};
