export { decodeStatus, findLastStatus, MAX_STATUS_BYTES } from './decode-status.ts';
export { encodeStatus } from './encode-status.ts';
export {
  MAX_STATUS_LINE_BYTES,
  STATUS_INTERVAL_MS,
  STATUS_PORT_NAME,
  STATUS_PREFIX,
  type GuestStatus,
} from './guest-status.ts';
