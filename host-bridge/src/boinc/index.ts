export { BoincError, type BoincErrorCode } from './boinc-error.ts';
export type { MessageChannels } from './message-channels.ts';
export { openMessageChannels } from './open-message-channels.ts';
export { resolveLink } from './resolve-link.ts';
export {
  LAST_STATUS_TIMEOUT_MS,
  RuntimeClient,
  type RuntimeClientEvents,
  type RuntimeClientOptions,
  type RuntimeClock,
} from './runtime-client.ts';
export { SlotDirectory } from './slot-directory.ts';
export type { ThrottleState } from './throttle-pattern.ts';
export { TrickleOutbox } from './trickle-outbox.ts';
export { UploadRequests } from './upload-requests.ts';
