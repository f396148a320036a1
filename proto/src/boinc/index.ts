export { formatAppStatus, parseAppStatus, type AppStatus } from './app-status.ts';
export { BoincFormatError, type BoincFormatErrorCode } from './boinc-format-error.ts';
export {
  formatFinishFile,
  MAX_FINISH_MESSAGE_BYTES,
  parseFinishFile,
  type FinishFile,
} from './finish-file.ts';
export {
  formatInitData,
  MAX_INIT_DATA_TEXT_BYTES,
  type InitDataFields,
} from './format-init-data.ts';
export { DEFAULT_GLOBAL_PREFERENCES, type GlobalPreferences } from './global-preferences.ts';
export {
  formatGraphicsReply,
  MAX_GRAPHICS_TEXT_BYTES,
  parseGraphicsReply,
  type GraphicsReply,
} from './graphics-reply.ts';
export {
  formatHeartbeat,
  parseHeartbeat,
  type FormatHeartbeatOptions,
  type Heartbeat,
} from './heartbeat.ts';
export { HiddenText } from './hidden-text.ts';
export { DEFAULT_HOST_INFO, type HostInfo } from './host-info.ts';
export { DEFAULT_INIT_DATA, MAX_INIT_DATA_BYTES, type InitData } from './init-data.ts';
export { formatExponent, formatFixed, formatInteger } from './number-text.ts';
export { parseInitData } from './parse-init-data.ts';
export {
  formatProcessControl,
  parseProcessControl,
  type ProcessControl,
} from './process-control.ts';
export { DEFAULT_PROXY_INFO, type ProxyInfo } from './proxy-info.ts';
export {
  CHANNEL_BYTES,
  CHANNEL_OFFSETS,
  decodeMessageText,
  encodeMessageText,
  MAX_MESSAGE_BYTES,
  SHARED_MEMORY_BYTES,
  type ChannelName,
} from './shared-memory.ts';
export { BOINC_FILES } from './slot-files.ts';
export { formatSoftLink, MAX_SOFT_LINK_BYTES, parseSoftLink } from './soft-link.ts';
export {
  DEFAULT_TEMPORARY_EXIT_DELAY_S,
  formatTemporaryExitFile,
  MAX_TEMPORARY_EXIT_DELAY_S,
  MAX_TEMPORARY_EXIT_REASON_BYTES,
  parseTemporaryExitFile,
  type TemporaryExitFile,
} from './temporary-exit-file.ts';
export {
  formatTrickleUp,
  MAX_TRICKLE_TEXT_BYTES,
  MAX_TRICKLE_VARIETY_BYTES,
  parseTrickleDown,
  parseTrickleUp,
  type TrickleUp,
} from './trickle-file.ts';
export {
  formatTrickleDownNotice,
  formatTrickleUpNotice,
  parseTrickleDownNotice,
  parseTrickleUpNotice,
  type TrickleDownNotice,
  type TrickleUpNotice,
} from './trickle-notice.ts';
export { formatUploadStatusFile, parseUploadStatusFile } from './upload-status-file.ts';
export { MAX_ELEMENT_BYTES } from './xml-scanner.ts';
