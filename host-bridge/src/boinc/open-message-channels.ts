import { BoincError } from './boinc-error.ts';
import type { MessageChannels } from './message-channels.ts';
import { openSharedMemoryFile } from './shared-memory-file.ts';

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
