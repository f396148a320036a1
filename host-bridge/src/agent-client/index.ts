export {
  AgentClient,
  createAgentClient,
  type Call,
  type FileRangeOptions,
  type PutTreeOptions,
  type ServiceClient,
} from './agent-client.ts';
export type { Download } from './bulk-call.ts';
export { toRpcError } from './call-failure.ts';
export type { CallOptions } from './call-options.ts';
export { EventOrder, type EventPosition, type TaskEvent } from './event-order.ts';
export {
  CONNECT_TIMEOUT_MS,
  DEFAULT_CALL_TIMEOUT_MS,
  DEFAULT_FRUITLESS_ATTEMPT_COUNT,
  DEFAULT_RETRY_PAUSE_MS,
  MAX_CONNECTION_COUNT,
  MAX_PATH_LENGTH,
} from './limits.ts';
export { downloadFile, type DownloadedFile, type DownloadFileOptions } from './download-file.ts';
export type { Received } from './received.ts';
export { watchTask, type TaskCaller, type WatchTaskOptions } from './task-watch.ts';
export { createTransport, type AgentAddress } from './transport.ts';
export type { TransferRetryOptions } from './transfer-retry.ts';
export { uploadFile, type UploadedFile, type UploadFileOptions } from './upload-file.ts';
