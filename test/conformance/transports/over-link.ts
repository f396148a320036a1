import type { Duplex } from 'node:stream';
import type { LinkOptions } from '@vmslot/proto/link';
import { LinkSession } from '../../../host-bridge/src/link-session/link-session.ts';
import { REAL_CLOCK } from '../../../host-bridge/src/link-session/real-clock.ts';
import type { StartedAgent } from '../agent-under-test.ts';

/** What a link to an agent needs. */
export interface OverLinkOptions {
  readonly dial: () => Promise<Duplex>;
  readonly secret: Uint8Array;
  readonly bootId: string;
  readonly linkOptions?: Partial<LinkOptions>;
  /** Ends the wait for the agent. */
  readonly signal?: AbortSignal;
  readonly agent: Omit<StartedAgent, 'address' | 'connect' | 'token'>;
}

/** Waits for the link to an agent, and gives the agent behind it. Disposing it ends both. */
export async function overLink(options: OverLinkOptions): Promise<StartedAgent> {
  const { agent, secret, bootId, linkOptions = {} } = options;
  const session = new LinkSession({
    dial: options.dial,
    secret,
    bootId,
    clock: REAL_CLOCK,
    linkOptions,
  });
  try {
    await session.ready({ signal: options.signal });
  } catch (error) {
    session.close();
    throw error;
  }
  return {
    ...agent,
    address: { openStream: () => session.open() },
    connect: () => session.open(),
    [Symbol.asyncDispose]: async () => {
      session.close();
      await agent[Symbol.asyncDispose]();
    },
  };
}
