import type { MessageChannels } from '../boinc/index.ts';

/** Channels where there is no client: nobody speaks, and nobody listens. */
export const NO_CHANNELS: MessageChannels = {
  receive: () => undefined,
  send: () => true,
  isPending: () => false,
  close: () => undefined,
};
