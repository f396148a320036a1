import type { ChannelName } from '@vmslot/proto/boinc';

/**
 * The eight message channels between core client and app. Each has one writer and one reader and holds
 * one message; a message that is not read yet is never replaced. Who opened them closes them.
 */
export interface MessageChannels {
  /** Takes the message out of a channel, or undefined where there is none. */
  receive(channel: ChannelName): string | undefined;
  /** True where the message was put in; false while the last one is unread. */
  send(channel: ChannelName, text: string): boolean;
  /** True while the last message in it is unread. */
  isPending(channel: ChannelName): boolean;
  close(): void;
}
