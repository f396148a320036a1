import type { ChannelName } from '@vmslot/proto/boinc';
import { BoincError } from './boinc-error.ts';
import { openSharedMemoryFile } from './shared-memory-file.ts';

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

/** Where the channels are; from init data. */
export interface MessageChannelsPlace {
  /** Slot directory. */
  readonly directory: string;
  /** Name of the mapping on Windows, from `comm_obj_name`. */
  readonly commObjName?: string | undefined;
  /** Default: that of this process. */
  readonly platform?: NodeJS.Platform | undefined;
}

/**
 * Opens the channels that the core client has made. On Linux and macOS they are the file
 * boinc_mmap_file, read and written in place; on Windows a named mapping, which needs native code and
 * is the seam for it.
 *
 * @throws BoincError `shared_memory_unusable` or `platform_unsupported`
 */
export function openMessageChannels(place: MessageChannelsPlace): MessageChannels {
  if ((place.platform ?? process.platform) !== 'win32')
    return openSharedMemoryFile(place.directory);
  throw new BoincError(
    'platform_unsupported',
    `the message channels ${place.commObjName ?? ''} of Windows cannot be opened by this version; run the job on Linux or macOS`,
  );
}
